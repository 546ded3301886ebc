"""A page of a list, as asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.keyset import page
from andu.portal.queries.counting import capped
from andu.portal.queries.criteria import NAMES, Criteria, read
from andu.portal.queries.narrowing import narrowed
from andu.portal.queries.rows import Row
from andu.portal.queries.sources import SOURCES, Source
from andu.todo.queries import Count

SIZE, MOST_LABELS = 30, 50


@dataclass(frozen=True)
class Listing:
    """A page of rows and the token of the next one."""

    rows: list[Row] = field(default_factory=list)
    next: str = ""


def found(actor: Actor, code: str, asked: Criteria) -> QuerySet[Any]:
    """Every row of a list that answers the filters, in the order asked for; KeyError for a list
    that doesn't exist."""
    source = SOURCES[code]
    return narrowed(source.base(actor), source, asked).order_by(*order_of(source, asked))


def order_of(source: Source, asked: Criteria) -> tuple[str, ...]:
    """The order asked for, else the list's own."""
    return source.sorts.get(asked.sort) or next(iter(source.sorts.values()))


def listed(
    actor: Actor, code: str, asked: Criteria | None = None, after: str = "", size: int = SIZE
) -> Listing:
    """A page of a list; `after` is the `next` of the page before."""
    source, asked = SOURCES[code], asked or Criteria()
    rows = page(found(actor, code, asked), order_of(source, asked), after, size)
    return Listing(source.rows(rows.items), rows.next)


def remarks(code: str, asked: Criteria) -> list[str]:
    """Why a list finds nothing: filters that aren't understood, or aren't this list's."""
    strange = [str(NAMES[key]) for key in sorted(asked.keys - SOURCES[code].keys)]
    words = _("这个列表不能按“{names}”筛选，请去掉这个条件。")
    return [*asked.problems, *([words.format(names="、".join(strange))] if strange else [])]


def quick_figures(actor: Actor, code: str) -> dict[str, Count]:
    """How many rows each quick filter of a list finds, up to a hundred; one statement."""
    source = SOURCES[code]
    wanted = {
        query: narrowed(source.base(actor), source, read(QueryDict(query), actor))
        for _label, query in source.quick
    }
    return capped(actor, wanted)


def labels(actor: Actor, code: str) -> list[str]:
    """The templates' names that occur in a list, the first fifty."""
    source = SOURCES[code]
    column = source.columns.label
    rows = source.base(actor).order_by(column).values_list(column, flat=True).distinct()
    return [label for label in rows[:MOST_LABELS] if label]


def every_row(actor: Actor, code: str, query: str, most: int) -> Iterator[Row]:
    """The first `most` rows of a list for an export: `query` is the part of its address behind the
    question mark. Read in pages of 500, so that a list of any length takes little memory."""
    asked, after, given = read(QueryDict(query), actor), "", 0
    while given < most:
        part = listed(actor, code, asked, after, min(500, most - given))
        yield from part.rows
        given, after = given + len(part.rows), part.next
        if not after:
            return
