"""What stands beside a matter in a list as it is filtered and sorted."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import QueryDict

from andu.kit.actor import Actor
from andu.kit.keyset import sides
from andu.portal.queries.criteria import read
from andu.portal.queries.lists import found, order_of
from andu.portal.queries.sources import SOURCES, Source
from andu.portal.queries.tokens import address_of, opened
from andu.portal.tabs import OF
from andu.todo.queries import Neighbours

MOST = 1000  # positions are not counted beyond


def found_beside(actor: Actor, matter_id: int, token: str) -> Neighbours | None:
    """The neighbours of a matter in the list of a token; None when it names no list of matters.
    A matter that isn't in the list any more has the list's first one as the next."""
    code, query = opened(token)
    if not code or not SOURCES[code].columns.matter:
        return None
    source, asked = SOURCES[code], read(QueryDict(query), actor)
    rows = found(actor, code, asked)
    known = Neighbours(place=str(OF[code].label), back=address_of(token, matter_id))
    here = rows.filter(**{source.columns.matter: matter_id}).first()
    others = rows.exclude(**{source.columns.matter: matter_id})
    if here is None:
        return _between(source, token, others.none(), others, known)
    before, after = sides(others, order_of(source, asked), here)
    at = replace(
        known, at=before.order_by()[:MOST].count() + 1, total=rows.order_by()[:MOST].count()
    )
    return _between(source, token, before, after, at)


def _between(
    source: Source, token: str, before: QuerySet[Any], after: QuerySet[Any], at: Neighbours
) -> Neighbours:
    previous, following = before.first(), after.first()
    nearest = following or previous
    on = getattr(nearest, source.columns.matter) if nearest else 0
    return Neighbours(
        at.at, at.total, _link(source, previous, token), _link(source, following, token),
        back=at.back, onward=address_of(token, on), place=at.place,
    )  # fmt: skip


def _link(source: Source, row: Any, token: str) -> str:
    if row is None:
        return ""
    return f"{source.rows([row])[0].link}?from={quote(token, safe='')}"
