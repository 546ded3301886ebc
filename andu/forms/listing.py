"""How values are read by people, and how they stand in typed columns."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition import NAMED, Field, Kind
from andu.forms.filling import numbers, rich
from andu.forms.masking import concealed
from andu.forms.models.value import LONGEST
from andu.kit import money


def words_of(field: Field, value: Any) -> str:
    """A simple value as people read it; "" when blank."""
    if value in (None, "", []):
        return ""
    if field.kind in _WORDS:
        return _WORDS[field.kind](field, value)
    return str(value["name"]) if field.kind in NAMED else str(value)


def columns_of(field: Field, value: Any) -> dict[str, Any]:
    """The columns of a Value row for a value that is not blank. Lists are seen by many: what is
    masked for anybody is masked here."""
    columns: dict[str, Any] = {"text": words_of(field, concealed(field, value))[:LONGEST]}
    if field.kind is Kind.NUMBER:
        columns["number"] = Decimal(value)
    elif field.kind is Kind.MONEY:
        columns["money"] = value
    elif field.kind is Kind.DATE:
        columns["date"] = value
    elif field.kind is Kind.PERIOD:
        columns["date"] = value["from"]
    elif field.kind is Kind.PERSON:
        columns["member_id"] = value["id"]
    elif field.kind is Kind.UNIT:
        columns["unit_id"] = value["id"]
    return columns


def _number(field: Field, value: Any) -> str:
    return f"{Decimal(value).normalize():,f}{' ' + field.unit if field.unit else ''}"


def _period(_field: Field, value: Any) -> str:
    return _("{first} 至 {last}").format(first=value["from"], last=value["until"])


def _matter(_field: Field, value: Any) -> str:
    if not value["code"]:
        return str(value["name"])
    return _("{title}（{number}）").format(title=value["name"], number=value["code"])


_WORDS: dict[Kind, Callable[[Field, Any], str]] = {
    Kind.MONEY: lambda _field, value: money.yuan(value, "¥ "),
    Kind.NUMBER: _number,
    Kind.CHOICES: lambda _field, value: "、".join(value),  # noqa: chinese
    Kind.PERIOD: _period,
    Kind.RICH: lambda _field, value: rich.words(value),
    Kind.BANK_CARD: lambda _field, value: numbers.in_fours(value),
    Kind.RELATED: _matter,
}
