"""Sums and formulas: computed on the server from the values, never taken from a post."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from andu.forms import formulas
from andu.forms.conditions import unasked
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.summing import column_sum

Values = dict[str, Any]


def computed(definition: FormDefinition, values: Mapping[str, Any]) -> Values:
    """The values with every computed field and cell filled in afresh, and without those of fields
    whose condition doesn't hold: what is not asked for has no value.

    Emptying one field may change another's condition; there are no circles, so the rounds end.
    """
    made, gone = _computed(definition, values), set[str]()
    for _round in definition.fields if definition.has_conditions else ():
        now = unasked(definition, made)
        if now == gone:
            break
        gone = now
        kept = {key: value for key, value in values.items() if key not in gone}
        made = _computed(definition, kept)
        made |= {field.key: field.empty for field in definition if field.key in gone}
    return made


def _computed(definition: FormDefinition, values: Mapping[str, Any]) -> Values:
    made = {key: value for key, value in values.items() if definition.field(key)}
    for field in definition:
        if field.kind is Kind.DETAIL:
            made[field.key] = [_row(field, row) for row in made.get(field.key) or []]
    for field in definition:
        if field.sum_of:
            made[field.key] = sum_of(definition, field.sum_of, made)
    _formulas(definition.fields, made)
    return made


def sum_of(definition: FormDefinition, source: str, values: Mapping[str, Any]) -> Any:
    """The sum of a detail column ("items.amount"), as a value of the column's kind."""
    table, _dot, key = source.partition(".")
    field = definition.field(table)
    column = field.column(key) if field else None
    return column_sum(column, values.get(table) or []) if column else None


def _row(table: Field, row: Mapping[str, Any]) -> Values:
    made = {column.key: row.get(column.key) for column in table.columns}
    _formulas(table.columns, made)
    return made


def _formulas(fields: tuple[Field, ...], values: Values) -> None:
    waiting = [field for field in fields if field.formula]
    done = {field.key for field in fields if not field.formula}
    while ready := [field for field in waiting if formulas.needs(field, fields) <= done]:
        for field in ready:
            values[field.key] = _stored(field, formulas.compute(field, values, fields))
            done.add(field.key)
        waiting = [field for field in waiting if field.key not in done]


def _stored(field: Field, value: Decimal | None) -> Any:
    if value is None:
        return None
    if field.kind is Kind.MONEY:
        return int(formulas.rounded(value, 2) * 100)
    return format(formulas.rounded(value, field.decimals), f".{field.decimals}f")
