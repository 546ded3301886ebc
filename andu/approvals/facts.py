"""A record's values as a flow asks for them: people and units by code, money in 分, real dates."""

from collections.abc import Mapping
from typing import Any

from andu.engine.conditions import Value
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.facts import facts_for_conditions, rows_for_conditions
from andu.forms.listing import words_of
from andu.forms.masking import concealed


def facts_of(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Value]:
    """Field key → value; None when blank. Sums of detail columns are there as "items.amount", and
    what each row says, for flows that go through them row by row."""
    rows = rows_for_conditions(definition, values)
    return facts_for_conditions(definition, values) | rows


def text_of(definition: FormDefinition, values: Mapping[str, Any], left_out: set[str]) -> str:
    """All words of a record for the search, but those of fields that some step hides; numbers of
    identity and bank cards only masked."""
    shown = (field for field in definition if field.key not in left_out)
    return "\n".join(
        part for field in shown for part in _words(field, concealed(field, values.get(field.key)))
    )


def _words(field: Field, value: Any) -> list[str]:
    if field.kind is Kind.ATTACHMENT:
        return [str(file["name"]) for file in value or []]
    if field.kind is Kind.DETAIL:
        cells = ((column, row.get(column.key)) for row in value or [] for column in field.columns)
        return [said for column, cell in cells if (said := words_of(column, cell))]
    said = words_of(field, value)
    return [said] if said else []
