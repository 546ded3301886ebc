"""The page of results."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from andu.kit.request import Request
from andu.search import narrowing
from andu.search.highlighting import excerpt, marked
from andu.search.models import Entry
from andu.search.queries import Found, labels, people, search
from andu.search.sources import source
from andu.search.tokens import words_of

LONGEST = 200


@require_safe
def index(request: Request) -> HttpResponse:
    """Search for `q`, narrowed as the address says, going on `after` a page."""
    actor = request.actor
    if actor.member_id is None:
        raise PermissionDenied
    text = request.GET.get("q", "").strip()[:LONGEST]
    asked, after = narrowing.read(request.GET, actor), request.GET.get("after", "")
    found = search(actor, text, asked.wanted, after) if not asked.problems else Found([])
    words = words_of(text)
    query = asked.query({"q": text, "after": found.next}) if found.next else ""
    context = {
        "q": text, "asked": asked, "tabs": asked.tabs(text), "problems": asked.problems,
        "labels": labels(actor) if text else [],
        "results": [_result(entry, words) for entry in found.items],
        "people": [] if asked.is_narrow or after else people(actor, text),
        "next": query,
    }  # fmt: skip
    return render(request, "search/index.html", context)


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
