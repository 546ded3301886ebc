"""The page 界面与标识, and the pictures of the site."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.appearance import actions, drawing, forms, queries
from andu.appearance.models import SITE
from andu.appearance.places import Place, places
from andu.appearance.reading import PICTURES
from andu.appearance.rights import CHANGE
from andu.appearance.rules import may_restyle
from andu.kit.once import answered_once, own_key
from andu.kit.opening import needs, open_to_all
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast


@own_key  # pictures are drawn before the transaction begins
@needs(CHANGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def style(request: Request) -> HttpResponseBase:
    """How the chosen place looks, with a preview."""
    there = [place for place in places(request.actor) if may_restyle(request.actor, place)]
    place = _chosen(there, request.GET.get("place", ""))
    shown = queries.shown(place, request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.StyleForm(*sent, style=shown.style)
    rows = form.picture_rows(queries.own_pictures(shown.style))
    context = {"form": form, "shown": shown, "places": there, "place": place, "rows": rows}
    if request.method == "POST" and form.is_valid():
        drawn = _drawn(form)
        if not form.errors:
            return answered_once(request, lambda _again: _restyled(request, context, drawn))
    return _page(request, context)


def _page(request: Request, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "appearance/style.html", context, status=status)


@open_to_all
@require_safe
def picture(request: Request, digest: str, kind: str) -> HttpResponse:
    """A picture of the site. Its address is its content, so it may be kept for ever."""
    found = queries.picture(digest, kind)
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=f"image/{found.kind}")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _chosen(there: list[Place], key: str) -> Place:
    found = [place for place in there if place.key == key] if key else there
    if not found:
        raise Http404
    return found[0]


def _drawn(form: forms.StyleForm) -> dict[str, Any]:
    """The new pictures; a refusal stands at its field."""
    drawn: dict[str, Any] = {}
    for name in PICTURES:
        if not (upload := form.cleaned_data.get(name)):
            continue
        try:
            drawn[name] = drawing.drawn(upload, name)
        except Refused as refused:
            form.add_error(name, str(refused.verdict.reason))
    return drawn


def _restyled(request: Request, context: dict[str, Any], drawn: dict[str, Any]) -> HttpResponse:
    form, place = context["form"], context["place"]
    try:
        actions.restyle(place, form.wanted(drawn), by=request.actor)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return _page(request, context)
    toast.tell(request, _said(place))
    return redirect(f"{reverse('appearance:style')}?place={place.key}")


def _said(place: Place) -> str:
    if place.key == SITE:
        return _("已保存，大家刷新页面就能看到。")
    return _("已保存，{name}的人刷新页面就能看到。").format(name=place.name)
