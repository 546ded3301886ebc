"""How values are read by people, and how they stand in typed columns."""

from decimal import Decimal
from typing import Any

from andu.forms.definition import Field, Kind
from andu.forms.models.value import LONGEST
from andu.kit import money


def words_of(field: Field, value: Any) -> str:
    """A simple value as people read it; "" when blank."""
    if value in (None, ""):
        return ""
    if field.kind is Kind.MONEY:
        return money.yuan(value, "¥ ")
    if field.kind is Kind.NUMBER:
        return f"{Decimal(value).normalize():,f}{' ' + field.unit if field.unit else ''}"
    if field.kind in (Kind.PERSON, Kind.UNIT):
        return str(value["name"])
    return str(value)


def columns_of(field: Field, value: Any) -> dict[str, Any]:
    """The columns of a Value row for a value that is not blank."""
    columns: dict[str, Any] = {"text": words_of(field, value)[:LONGEST]}
    if field.kind is Kind.NUMBER:
        columns["number"] = Decimal(value)
    elif field.kind is Kind.MONEY:
        columns["money"] = value
    elif field.kind is Kind.DATE:
        columns["date"] = value
    elif field.kind is Kind.PERSON:
        columns["member_id"] = value["id"]
    elif field.kind is Kind.UNIT:
        columns["unit_id"] = value["id"]
    return columns
