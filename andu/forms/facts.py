"""A record as plain typed values for conditions: what a flow may ask, without knowing forms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from andu.forms.definition import COMPUTABLE, Field, FormDefinition, Kind
from andu.forms.filling.computing import column_sum

USABLE = frozenset(Kind) - {Kind.LONG_TEXT, Kind.ATTACHMENT, Kind.DETAIL}


def facts_for_conditions(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Key → 分 (int) for money, Decimal for numbers, ISO text for dates, ids for people and units,
    text otherwise; None when blank. A detail column's sum is there as "items.amount"."""
    facts: dict[str, Any] = {}
    for field in definition:
        if field.kind in USABLE:
            facts[field.key] = _fact(field, values.get(field.key))
        for column in _sums(field):
            total = column_sum(column, values.get(field.key) or [])
            facts[f"{field.key}.{column.key}"] = _fact(column, total)
    return facts


def fields_for_conditions(definition: FormDefinition) -> list[tuple[str, str, str]]:
    """(key, label, type) of everything `facts_for_conditions` answers, for the editor.

    Types: text, choice, number, money, date, person, unit.
    """
    found: list[tuple[str, str, str]] = []
    for field in definition:
        if field.kind in USABLE:
            found.append((field.key, field.label, field.kind.value))
        for column in _sums(field):
            label = f"{field.label} · {column.label}"
            found.append((f"{field.key}.{column.key}", label, column.kind.value))
    return found


def _sums(field: Field) -> list[Field]:
    return [column for column in field.columns if column.summed and column.kind in COMPUTABLE]


def _fact(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind is Kind.NUMBER:
        return Decimal(value)
    if field.kind in (Kind.PERSON, Kind.UNIT):
        return value["id"]
    return value
