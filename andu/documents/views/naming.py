"""/admin/issuers: in whose name documents go out, and their series."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.documents import actions, queries
from andu.documents.forms import IssuerForm, SeriesForm
from andu.documents.models import Issuer, Series
from andu.documents.rights import MANAGE
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast

DOING = ["GET", "HEAD", "POST"]


@needs(MANAGE.code)
@require_safe
def issuers(request: Request) -> HttpResponse:
    """The names within the person's right, each with its series."""
    rows = queries.issuers_of(request.actor).prefetch_related("series")
    return render(request, "documents/issuers.html", {"rows": rows})


@needs(MANAGE.code)
@require_http_methods(DOING)
def issuer(request: Request, pk: int = 0) -> HttpResponse:
    """A new name, or one to change."""
    kept = _issuer(request, pk) if pk else Issuer()
    form = IssuerForm(request.POST or None, instance=kept, actor=request.actor)
    title = kept.name if pk else _("新建发文名义")
    return _saved(request, form, actions.save_issuer, {"title": title})


@needs(MANAGE.code)
@require_http_methods(DOING)
def series_new(request: Request, pk: int) -> HttpResponse:
    """A new series of a name."""
    kept = Series(issuer=_issuer(request, pk))
    form = SeriesForm(request.POST or None, instance=kept)
    return _saved(
        request, form, actions.save_series, {"title": _("新建字号系列"), "sub": kept.issuer}
    )


@needs(MANAGE.code)
@require_http_methods(DOING)
def series_edit(request: Request, pk: int) -> HttpResponse:
    """A series to change."""
    kept = _series(request, pk)
    form = SeriesForm(request.POST or None, instance=kept)
    return _saved(request, form, actions.save_series, {"title": kept.word, "sub": kept.issuer})


@needs(MANAGE.code)
@require_POST
def issuer_turn(request: Request, pk: int) -> HttpResponse:
    """Close a name, or open it again."""
    kept = _issuer(request, pk)
    if "open" in request.POST:
        actions.reopen_issuer(kept, by=request.actor)
        toast.tell(request, _("已启用。"))
    else:
        actions.close_issuer(kept, by=request.actor)
        toast.tell(request, _("已停用，不再以这个名义发文；已发的不受影响。"))
    return redirect("documents:issuers")


@needs(MANAGE.code)
@require_POST
def series_turn(request: Request, pk: int) -> HttpResponse:
    """Close a series, or open it again."""
    kept = _series(request, pk)
    if "open" in request.POST:
        actions.reopen_series(kept, by=request.actor)
        toast.tell(request, _("已启用。"))
    else:
        actions.close_series(kept, by=request.actor)
        toast.tell(request, _("已停用，不再从这个系列取号。"))
    return redirect("documents:issuers")


def _saved(request: Request, form: Any, act: Any, words: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.instance, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已保存。"))
            return redirect("documents:issuers")
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/issuer_form.html", {"form": form, **words}, status=status)


def _issuer(request: Request, pk: int) -> Issuer:
    return get_object_or_404(queries.issuers_of(request.actor), pk=pk)


def _series(request: Request, pk: int) -> Series:
    return get_object_or_404(queries.series_set_up_by(request.actor), pk=pk)
