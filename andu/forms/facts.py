"""A record as plain typed values for conditions: what a flow, or the form itself, may ask."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from andu.engine.conditions import Type, Value
from andu.engine.copies import cell_of, count_of
from andu.forms.definition.fields import COMPUTABLE, Field, FormDefinition, Kind
from andu.forms.summing import column_sum

TYPES = {
    Kind.TEXT: Type.TEXT, Kind.NUMBER: Type.NUMBER, Kind.MONEY: Type.MONEY, Kind.DATE: Type.DATE,
    Kind.TIME: Type.TIME, Kind.CHOICE: Type.CHOICE, Kind.CHOICES: Type.LIST,
    Kind.DICTIONARY: Type.CHOICE, Kind.PERSON: Type.PERSON, Kind.UNIT: Type.UNIT,
}  # fmt: skip
FIRST, LAST, DAYS = "from", "until", "days"  # what may be asked about a period: "trip.days"


def facts_for_conditions(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Value]:
    """Key → 分 (int) for money, Decimal for numbers, dates, codes of people, units and dictionary
    entries, tuples for multiple choices, text otherwise; None when blank.

    A detail column's sum is there as "items.amount", the parts of a period as "trip.from",
    "trip.until" and "trip.days". What is masked for some is no fact.
    """
    facts: dict[str, Value] = {}
    for field in definition:
        value = values.get(field.key)
        if field.kind in TYPES:
            facts[field.key] = _fact(field, value)
        elif field.kind is Kind.PERIOD:
            facts |= _period(field.key, value)
        for column in _sums(field):
            facts[f"{field.key}.{column.key}"] = _fact(column, column_sum(column, value or []))
    return facts


def rows_for_conditions(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Value]:
    """What a flow that goes through a detail table row by row asks of it: the number of rows as
    "items.#", the cells of the second row as "items#2.amount"."""
    tables = [field for field in definition if field.kind is Kind.DETAIL]
    found = [_rows(table, values.get(table.key) or []) for table in tables]
    return {name: value for rows in found for name, value in rows.items()}


def fields_for_conditions(definition: FormDefinition) -> list[tuple[str, str, str]]:
    """(key, label, type) of everything `facts_for_conditions` answers, for the editor.

    Types: those of `engine.conditions`.
    """
    found: list[tuple[str, str, str]] = []
    for field in definition:
        if field.kind in TYPES:
            found.append((field.key, field.label, TYPES[field.kind].value))
        elif field.kind is Kind.PERIOD:
            found += [
                (f"{field.key}.{FIRST}", _("{label}（开始）").format(label=field.label), "date"),
                (f"{field.key}.{LAST}", _("{label}（结束）").format(label=field.label), "date"),
                (f"{field.key}.{DAYS}", _("{label}（天数）").format(label=field.label), "number"),
            ]
        for column in _sums(field):
            label = f"{field.label} · {column.label}"
            found.append((f"{field.key}.{column.key}", label, TYPES[column.kind].value))
    return found


def cells_for_conditions(table: Field) -> list[tuple[str, str, str]]:
    """(key, label, type) of what may be asked about one row of a detail table ("items.amount")
    where the flow handles it row by row."""
    return [
        (f"{table.key}.{column.key}", f"{table.label} · {column.label}", TYPES[column.kind].value)
        for column in table.columns if column.kind in TYPES
    ]  # fmt: skip


def _rows(table: Field, rows: list[Mapping[str, Any]]) -> dict[str, Value]:
    columns = [column for column in table.columns if column.kind in TYPES]
    cells = {
        cell_of(f"{table.key}.{column.key}", table.key, number): _fact(column, row.get(column.key))
        for number, row in enumerate(rows, 1) for column in columns
    }  # fmt: skip
    return {count_of(table.key): len(rows), **cells}


def _sums(field: Field) -> list[Field]:
    return [column for column in field.columns if column.summed and column.kind in COMPUTABLE]


def _fact(field: Field, value: Any) -> Value:
    if value in (None, "", []):
        return None
    match field.kind:
        case Kind.NUMBER:
            return Decimal(value)
        case Kind.DATE:
            return datetime.date.fromisoformat(value)
        case Kind.CHOICES:
            return tuple(value)
        case Kind.PERSON | Kind.UNIT | Kind.DICTIONARY:
            return str(value["code"])
    return value  # type: ignore[no-any-return]


def _period(key: str, value: Any) -> dict[str, Value]:
    first, last = (
        (datetime.date.fromisoformat(value[part]) for part in (FIRST, LAST))
        if value
        else (None, None)
    )
    days = Decimal((last - first).days + 1) if first and last else None
    return {f"{key}.{FIRST}": first, f"{key}.{LAST}": last, f"{key}.{DAYS}": days}
