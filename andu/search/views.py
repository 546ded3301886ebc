"""The page of results."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from andu.kit.request import Request
from andu.search.highlighting import excerpt, marked
from andu.search.models import Entry
from andu.search.queries import people, search
from andu.search.sources import all_sources, source
from andu.search.tokens import words_of

LONGEST = 200


@require_safe
def index(request: Request) -> HttpResponse:
    """Search for `q`, of one `kind` or all, going on `after` a page."""
    actor = request.actor
    if actor.member_id is None:
        raise PermissionDenied
    text = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if source(kind) else ""
    after = request.GET.get("after", "")
    found = search(actor, text, [kind] if kind else [], after)
    words = words_of(text)
    following = urlencode({"q": text, "kind": kind, "after": found.next}) if found.next else ""
    context = {
        "q": text,
        "kind": kind,
        "filters": _filters(text),
        "results": [_result(entry, words) for entry in found.items],
        "people": [] if kind or after else people(actor, text),
        "next": following,
    }
    return render(request, "search/index.html", context)


def _filters(text: str) -> list[dict[str, Any]]:
    every = {"kind": "", "label": _("全部"), "query": urlencode({"q": text})}
    return [every] + [
        {"kind": one.kind, "label": one.label, "query": urlencode({"q": text, "kind": one.kind})}
        for one in all_sources()
    ]


def _result(entry: Entry, words: list[str]) -> dict[str, Any]:
    room = source(entry.kind)
    return {
        "entry": entry,
        "label": room.label if room else "",
        "title": marked(entry.title, words),
        "serial": marked(entry.serial, words),
        "people": excerpt(entry.people, words),
        "text": excerpt(entry.text, words),
    }
