"""One control: a simple field or a cell of a detail table."""

from collections.abc import Iterable, Iterator
from typing import Any

from andu.forms.definition import NAMED, Field, Kind
from andu.forms.filling import rich
from andu.forms.filling.people import Lookup, Named
from andu.forms.filling.posting import LAST, TYPED, Raw, name_of, one, rows_of
from andu.forms.filling.typed import chosen, parse, period


def read(field: Field, raw: Raw, name: str, lookup: Lookup, before: Iterable[Any] = ()) -> Any:
    """The typed value of one control; None when blank. Raises Unfit."""
    if field.kind in NAMED:
        return lookup.resolve(field.kind, _named(field, raw, name), before)
    if field.kind is Kind.CHOICES:
        return chosen(field, [text.strip() for text in raw.get(name, [])])
    if field.kind is Kind.PERIOD:
        return period(field, one(raw, name), one(raw, name + LAST))
    text = one(raw, name)
    if field.kind is Kind.RICH:  # sent back without scripts and untouched: the formatting stays
        for old in before:
            if old and text == rich.as_typed(old):
                return old
    return parse(field, text)


def named_in(fields: Iterable[Field], raw: Raw) -> Iterator[tuple[Kind, Named]]:
    """Everything named under these fields, for one look-up."""
    for field in fields:
        if field.kind in NAMED:
            yield field.kind, _named(field, raw, name_of(field.key))
        elif field.kind is Kind.DETAIL:
            yield from _named_in_rows(field, raw)


def writable_columns(table: Field) -> list[Field]:
    """The columns a person fills in."""
    return [column for column in table.columns if not column.is_computed]


def _named_in_rows(table: Field, raw: Raw) -> Iterator[tuple[Kind, Named]]:
    columns = [column for column in table.columns if column.kind in NAMED]
    for row in rows_of(raw, table.key) if columns else ():
        for column in columns:
            yield column.kind, _named(column, raw, name_of(table.key, row, column.key))


def _named(field: Field, raw: Raw, name: str) -> Named:
    return Named(one(raw, name + TYPED)[:200], one(raw, name), field.dictionary)
