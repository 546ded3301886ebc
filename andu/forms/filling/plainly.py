"""What a program sends (numbers, texts, lists, rows) as the post a browser would make of it: one
gate for both."""

from collections.abc import Iterator, Mapping
from typing import Any

from andu.forms.definition import NAMED, Field, FormDefinition, Kind
from andu.forms.filling.posting import LAST, TYPED, name_of

Sent = tuple[str, list[str]]


def as_post(definition: FormDefinition, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names and texts of a form for field key → value; keys the form lacks are left out.

    A detail table is a list of rows, several options or files (ids) a list, a period [from, until];
    a person, unit or entry is an id or, as a text, its name or code. None empties a field.
    """
    return dict(
        sent for field in definition if field.key in fields
        for sent in _sent(field, fields[field.key])
    )  # fmt: skip


def strangers(definition: FormDefinition, fields: Mapping[str, Any]) -> list[str]:
    """Keys the form does not have."""
    return sorted(str(key) for key in fields if definition.field(str(key)) is None)


def _sent(field: Field, value: Any) -> Iterator[Sent]:
    name = name_of(field.key)
    if field.kind is Kind.DETAIL:
        yield name, [""]
        for number, row in enumerate(_list(value)):
            yield from _row(field, number, row)
    elif field.kind in (Kind.CHOICES, Kind.ATTACHMENT):
        yield name, [_text(one) for one in _list(value)] or [""]
    else:
        yield from _one(field, name, value)


def _row(table: Field, number: int, row: Any) -> Iterator[Sent]:
    cells = row if isinstance(row, Mapping) else {}
    for column in table.columns:
        if column.key in cells:
            yield from _one(column, name_of(table.key, number, column.key), cells[column.key])


def _one(field: Field, name: str, value: Any) -> Iterator[Sent]:
    if field.kind in NAMED:
        is_id = isinstance(value, int) and not isinstance(value, bool)
        yield name, [str(value) if is_id else ""]
        yield name + TYPED, ["" if is_id else _text(value)]
    elif field.kind is Kind.PERIOD:
        first, last = [*map(_text, _list(value)), "", ""][:2]
        yield name, [first]
        yield name + LAST, [last]
    else:
        yield name, [_text(value)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
