"""One control: a simple field or a cell of a detail table."""

from collections.abc import Iterable, Iterator
from typing import Any

from andu.forms.definition import Field, Kind
from andu.forms.filling.people import Lookup, Named
from andu.forms.filling.posting import TYPED, Raw, name_of, one, rows_of
from andu.forms.filling.typed import parse

NAMED = {Kind.PERSON, Kind.UNIT}


def read(field: Field, raw: Raw, name: str, lookup: Lookup, before: Iterable[Any] = ()) -> Any:
    """The typed value of one control; None when blank. Raises Unfit."""
    if field.kind in NAMED:
        return lookup.resolve(field.kind, _named(raw, name), before)
    return parse(field, one(raw, name))


def named_in(fields: Iterable[Field], raw: Raw) -> Iterator[tuple[Kind, Named]]:
    """Every person and unit named under these fields, for one look-up."""
    for field in fields:
        if field.kind in NAMED:
            yield field.kind, _named(raw, name_of(field.key))
        elif field.kind is Kind.DETAIL:
            yield from _named_in_rows(field, raw)


def writable_columns(table: Field) -> list[Field]:
    """The columns a person fills in."""
    return [column for column in table.columns if not column.is_computed]


def _named_in_rows(table: Field, raw: Raw) -> Iterator[tuple[Kind, Named]]:
    columns = [column for column in table.columns if column.kind in NAMED]
    for row in rows_of(raw, table.key) if columns else ():
        for column in columns:
            yield column.kind, _named(raw, name_of(table.key, row, column.key))


def _named(raw: Raw, name: str) -> Named:
    return Named(one(raw, name + TYPED)[:200], one(raw, name))
