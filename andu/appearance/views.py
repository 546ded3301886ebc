"""The page 界面与标识, and the pictures of the site."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.appearance import actions, drawing, forms, queries
from andu.appearance.places import Place, places
from andu.appearance.reading import PICTURES
from andu.appearance.rights import CHANGE
from andu.appearance.rules import may_restyle
from andu.kit.opening import needs, open_to_all
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast


@needs(CHANGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def style(request: Request) -> HttpResponse:
    """How the chosen place looks, with a preview."""
    there = [place for place in places(request.actor) if may_restyle(request.actor, place)]
    place = _chosen(there, request.GET.get("place", ""))
    shown = queries.shown(place, request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.StyleForm(*sent, style=shown.style)
    if request.method == "POST" and form.is_valid() and _restyled(request, place, form):
        toast.tell(request, _("已保存，{name}的人刷新页面就能看到。").format(name=place.name))
        return redirect(f"{reverse('appearance:style')}?place={place.key}")
    context = {
        "form": form, "shown": shown, "places": there, "place": place,
        "pictures": queries.own_pictures(shown.style),
    }  # fmt: skip
    return render(request, "appearance/style.html", context, status=422 if form.errors else 200)


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


def _restyled(request: Request, place: Place, form: forms.StyleForm) -> bool:
    """Draw what was uploaded and decide; a refusal stands at its field."""
    drawn: dict[str, Any] = {}
    for name in PICTURES:
        if not (upload := form.cleaned_data.get(name)):
            continue
        try:
            drawn[name] = drawing.drawn(upload, name)
        except Refused as refused:
            form.add_error(name, str(refused.verdict.reason))
    if form.errors:
        return False
    try:
        actions.restyle(place, form.wanted(drawn), by=request.actor)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return False
    return True
