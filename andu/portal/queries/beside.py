"""What stands beside a matter in a list as it is filtered and sorted."""

from urllib.parse import quote

from django.http import QueryDict

from andu.kit.actor import Actor
from andu.kit.keyset import Place, place
from andu.portal.queries.criteria import read
from andu.portal.queries.lists import found, order_of
from andu.portal.queries.rows import Row
from andu.portal.queries.sources import SOURCES
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
    here = rows.filter(**{source.columns.matter: matter_id}).first()
    others = rows.exclude(**{source.columns.matter: matter_id})
    if here is None:
        at, number = Place(next=others.first()), 0
    else:
        at = place(rows, order_of(source, asked), here, others, MOST)
        number = at.ahead + 1
    sides = source.rows([row for row in (at.previous, at.next) if row is not None])
    before, after = sides[0] if at.previous else None, sides[-1] if at.next else None
    nearest = after or before
    return Neighbours(
        number, at.total, _link(before, token), _link(after, token),
        title=nearest.title if nearest else "", back=address_of(token, matter_id),
        onward=address_of(token, nearest.key if nearest else 0), place=str(OF[code].label),
    )  # fmt: skip


def _link(row: Row | None, token: str) -> str:
    return f"{row.link}?from={quote(token, safe='')}" if row else ""
