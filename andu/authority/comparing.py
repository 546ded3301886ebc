"""What a version changes against another: rows by what they hold for."""

from collections.abc import Iterable
from dataclasses import dataclass

from andu.authority.models import Row, Version
from andu.authority.reading import group_words, range_words


@dataclass(frozen=True)
class Difference:
    """A row that is new, gone, or names others; `before` and `after` are (countersign, final)."""

    kind: str  # new, gone, changed
    group: str
    span: str
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")


def differences(older: Version, newer: Version) -> list[Difference]:
    """In the order of the newer rows; what is gone comes last."""
    before, after = _by_place(older.rows.all()), _by_place(newer.rows.all())
    found = []
    for place, row in after.items():
        old = before.get(place)
        if old is None:
            found.append(_told("new", row, after=_said(row)))
        elif _said(old) != _said(row):
            found.append(_told("changed", row, before=_said(old), after=_said(row)))
    gone = (row for place, row in before.items() if place not in after)
    return [*found, *(_told("gone", row, before=_said(row)) for row in gone)]


Place = tuple[str, str, int | None, int | None]


def _by_place(rows: Iterable[Row]) -> dict[Place, Row]:
    return {(row.category, row.attribute, row.low, row.high): row for row in rows}


def _said(row: Row) -> tuple[str, str]:
    return row.countersign_words, row.final_words


def _told(kind: str, row: Row, **said: tuple[str, str]) -> Difference:
    group = group_words(row.category, row.attribute)
    return Difference(kind, group, range_words(row.low, row.high), **said)
