"""The form of filters, and filters saved under a name."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.portal import actions, queries
from andu.portal.models import SavedFilter
from andu.portal.queries.criteria import SPANS, SPANS_OF, STATES, URGENCIES, Criteria, Span
from andu.portal.queries.lists import labels
from andu.portal.queries.tokens import address_of, opened
from andu.portal.tabs import OF
from andu.portal.views.lists import frame
from andu.ui import toast

MOVES = {"default": True, "plain": False}


@require_GET
def filtering(request: Request) -> HttpResponse:
    """The form of filters for one list, with what is chosen now."""
    code = request.GET.get("list", "")
    if code not in OF:
        raise Http404
    asked = queries.read(request.GET, request.actor)
    keys = queries.SOURCES[code].keys
    context = frame(request, code, asked) | {
        "keys": keys,
        "labels": _choices({one: one for one in labels(request.actor, code)}, asked.labels),
        "urgencies": _choices(URGENCIES, map(str, asked.urgencies)),
        "states": _choices(STATES, asked.states) if "state" in keys else [],
        "times": [_time(key, asked) for key in ("arrived", "due", "started") if key in keys],
        "units": [(pk, unit.name) for pk, unit in asked.units.items()],
        "initiators": asked.initiators.items(), "handlers": asked.handlers.items(),
    }  # fmt: skip
    page = "portal/_filter.html" if request.htmx else "portal/filter.html"
    return render(request, page, context)


@require_POST
def save_filter(request: Request) -> HttpResponse:
    """Keep the filters of a list under a name."""
    token, name = request.POST.get("token", ""), plain.line(request.POST.get("name", ""))
    code, query = opened(token)
    if not code:
        raise Http404
    try:
        saved = actions.save_filter(code, name, query, by=request.actor)
    except Refused as refused:
        toast.warn(request, refused)
        back = address_of(token)
        return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode({'name': name[:40]})}")
    toast.tell(request, queries.filters.told_saved(saved))
    return redirect(address_of(token))


@require_POST
def change_filter(request: Request, pk: int, verb: str) -> HttpResponse:
    """Rename a saved filter, let the list open with it or no longer, or throw it away."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.actor), pk=pk)
    if verb == "drop":
        actions.drop_filter(saved, by=request.actor)
    elif verb in MOVES:
        actions.choose_filter(saved, MOVES[verb], by=request.actor)
    elif verb == "rename":
        name = plain.line(request.POST.get("name", ""))
        actions.rename_filter(saved, name, by=request.actor)
    else:
        raise Http404
    toast.tell(request, queries.filters.told_changed(saved, verb))
    return redirect(address_of(request.POST.get("token", "")))


def _choices(known: Mapping[str, Any], chosen: Iterable[str]) -> list[tuple[str, Any, bool]]:
    chosen = set(chosen)
    return [(value, label, value in chosen) for value, label in known.items()]


def _time(key: str, asked: Criteria) -> dict[str, Any]:
    span = asked.spans.get(key, Span())
    return {
        "key": key, "words": [(word, SPANS[word], span.word == word) for word in SPANS_OF[key]],
        "since": span.since.isoformat() if span.since else "",
        "until": span.until.isoformat() if span.until else "",
    }  # fmt: skip
