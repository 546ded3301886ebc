"""One control of a form: what stands in it, typed or saved, and what is wrong with it."""

import datetime
from dataclasses import dataclass
from typing import Any

from andu.forms.definition import Field, Kind
from andu.forms.filling.cells import NAMED
from andu.forms.filling.posting import TYPED, Raw, one
from andu.forms.filling.typed import LONGEST
from andu.kit import money

PICK = {Kind.PERSON: "/org/pick", Kind.UNIT: "/org/pick?kind=unit"}  # people picker's options


@dataclass(frozen=True)
class Control:
    """A simple field or a cell, ready for the template.

    `text` is what stands in the box; `chosen` the (id, name) pairs of a picker.
    """

    field: Field
    name: str
    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    error: str = ""
    required: bool = False
    in_table: bool = False

    @property
    def id(self) -> str:
        """The control's id on the page."""
        return f"id_{self.name}"

    @property
    def url(self) -> str:
        """Where the picker asks."""
        return PICK.get(self.field.kind, "")

    @property
    def longest(self) -> int:
        """How many characters it takes."""
        return LONGEST.get(self.field.kind, 40)

    @property
    def input_type(self) -> str:
        """A date box only holds dates: anything else that was typed stays visible as text."""
        return "date" if self.field.kind is Kind.DATE and _is_date(self.text) else "text"

    @property
    def is_figure(self) -> bool:
        """Whether it takes a number."""
        return self.field.kind in (Kind.NUMBER, Kind.MONEY)

    @property
    def capital(self) -> str:
        """大写 of the amount in the box."""
        try:
            return money.capital(money.parse(self.text)) if self.field.kind is Kind.MONEY else ""
        except ValueError:
            return ""


@dataclass(frozen=True)
class Filled:
    """What is known of one control: its saved value, what was typed, and the names of people."""

    value: Any
    raw: Raw
    names: dict[tuple[Kind, str], str]


def control(
    field: Field, name: str, filled: Filled, *, error: str = "", required: bool = False,
    in_table: bool = False,
) -> Control:  # fmt: skip
    """The control for a field; what was typed comes before what was saved."""
    if field.kind in NAMED:
        text, chosen = _picked(field, name, filled)
    else:
        typed = name in filled.raw
        text, chosen = one(filled.raw, name) if typed else box_text(field, filled.value), ()
    return Control(field, name, text, chosen, error, required, in_table)


def box_text(field: Field, value: Any) -> str:
    """A saved value as it stands in its box: no thousands, no sign of currency."""
    if value is None:
        return ""
    if field.kind is Kind.MONEY:
        return money.yuan(value).replace(",", "")
    return str(value)


def _picked(field: Field, name: str, filled: Filled) -> tuple[str, tuple[tuple[str, str], ...]]:
    if name not in filled.raw and name + TYPED not in filled.raw:
        value = filled.value
        return "", ((str(value["id"]), value["name"]),) if value else ()
    number = one(filled.raw, name)
    label = filled.names.get((field.kind, number), "")
    return one(filled.raw, name + TYPED), ((number, label),) if label else ()


def _is_date(text: str) -> bool:
    try:
        return not text or (bool(datetime.date.fromisoformat(text)) and len(text) == 10)
    except ValueError:
        return False
