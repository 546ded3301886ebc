"""Search for machines: what the page finds, by the same words and narrowing."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Router, Schema

from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.search import narrowing, queries

router = Router(tags=[_("检索")])
LONGEST, EXCERPT = 200, 200


class FoundOut(Schema):
    """One thing found."""

    kind: str
    id: int
    title: str
    serial: str
    people: str
    text: str
    label: str
    address: str
    at: datetime
    is_open: bool


class ResultsOut(Schema):
    """A page of results; `next` goes into `after`."""

    items: list[FoundOut]
    next: str


@router.get("/search", response=ResultsOut, summary=_("检索我能看的内容，新的在前"))
def search(request: Request, q: str, after: str = "") -> Any:
    """Every word must occur. Further parameters narrow as on the page: kind, label, author, unit,
    since, until, state."""
    asked = narrowing.read(request.GET, request.actor)
    if asked.problems:
        raise Refused(no(" ".join(asked.problems), "invalid"))
    found = queries.search(request.actor, q.strip()[:LONGEST], asked.wanted, after)
    return {
        "next": found.next,
        "items": [
            {
                "kind": one.kind, "id": one.object_id, "title": one.title, "serial": one.serial,
                "people": one.people, "text": one.text[:EXCERPT], "label": one.label,
                "address": one.link, "at": one.at, "is_open": one.is_open,
            }
            for one in found.items
        ],
    }  # fmt: skip
