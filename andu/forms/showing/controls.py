"""One control of a form: what stands in it, typed or saved, and what is wrong with it."""

import datetime
from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from andu.forms.definition import NAMED, Field, Kind
from andu.forms.dictionaries import Choice
from andu.forms.filling import rich
from andu.forms.filling.numbers import in_fours
from andu.forms.filling.posting import LAST, TYPED, Raw, one
from andu.forms.filling.typed import LONGEST
from andu.kit import money

PICK = {  # where pickers ask for options
    Kind.PERSON: "/org/pick", Kind.UNIT: "/org/pick?kind=unit", Kind.RELATED: "/forms/pick",
    Kind.DICTIONARY: "/forms/pick?dictionary={}",
}  # fmt: skip


@dataclass(frozen=True)
class Control:
    """A simple field or a cell, ready for the template.

    `text` is what stands in the box, `last` in the second one of a period; `chosen` the (id, name)
    pairs of a picker; `ticked` the options chosen; `html` what an editor begins with; `choices` the
    entries of a dictionary short enough for a list.
    """

    field: Field
    name: str
    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    error: str = ""
    required: bool = False
    in_table: bool = False
    last: str = ""
    ticked: tuple[str, ...] = ()
    html: str = ""
    choices: tuple[Choice, ...] | None = None

    @property
    def id(self) -> str:
        """The control's id on the page."""
        return f"id_{self.name}"

    @property
    def url(self) -> str:
        """Where the picker asks."""
        return PICK.get(self.field.kind, "").format(self.field.dictionary)

    @property
    def placeholder(self) -> str:
        """What may be typed into a picker."""
        return {
            Kind.PERSON: _("姓名、拼音或工号"), Kind.UNIT: _("部门名称或代码"),
            Kind.DICTIONARY: _("名称、拼音或代码"), Kind.RELATED: _("标题或编号里的字"),
        }.get(self.field.kind, "")  # fmt: skip

    @property
    def last_name(self) -> str:
        """The name of the second box of a period."""
        return self.name + LAST

    @property
    def begun(self) -> SafeString:
        """What an editor begins with."""
        return rich.shown(self.html)

    @property
    def headings(self) -> list[tuple[str, list[Choice]]]:
        """The entries of a dictionary under their headings, in order."""
        found: dict[str, list[Choice]] = {}
        for choice in self.choices or ():
            found.setdefault(choice.heading, []).append(choice)
        return list(found.items())

    @property
    def is_listed(self) -> bool:
        """Whether the entries stand in a list; else they are searched for."""
        return self.choices is not None

    @property
    def mode(self) -> str:
        """The keyboard a telephone offers."""
        modes = {
            Kind.NUMBER: "decimal", Kind.MONEY: "decimal", Kind.PHONE: "tel",
            Kind.BANK_CARD: "numeric",
        }  # fmt: skip
        return modes.get(self.field.kind, "")

    @property
    def is_last_date(self) -> bool:
        """Whether the second box of a period can hold what was typed as a date."""
        return _is_date(self.last)

    @property
    def longest(self) -> int:
        """How many characters it takes."""
        return LONGEST.get(self.field.kind, 40)

    @property
    def input_type(self) -> str:
        """A date box only holds dates: anything else that was typed stays visible as text."""
        if self.field.kind in (Kind.DATE, Kind.PERIOD) and _is_date(self.text):
            return "date"
        return "time" if self.field.kind is Kind.TIME and _is_time(self.text) else "text"

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
    lists: dict[str, list[Choice]] = part(default_factory=dict)


def control(
    field: Field, name: str, filled: Filled, *, error: str = "", required: bool = False,
    in_table: bool = False,
) -> Control:  # fmt: skip
    """The control for a field; what was typed comes before what was saved."""
    made = Control(field, name, error=error, required=required, in_table=in_table)
    typed = name in filled.raw or name + LAST in filled.raw
    if field.kind in NAMED:
        return _named(made, filled)
    if field.kind is Kind.CHOICES:
        return replace(made, ticked=tuple(filled.raw[name] if typed else filled.value or ()))
    if field.kind is Kind.PERIOD:
        value = filled.value or {"from": "", "until": ""}
        first, last = (one(filled.raw, name), one(filled.raw, made.last_name)) if typed else (
            value["from"], value["until"])  # fmt: skip
        return replace(made, text=first, last=last)
    text = one(filled.raw, name) if typed else box_text(field, filled.value)
    if field.kind is Kind.RICH:
        return _written(made, text)
    return replace(made, text=text)


def _named(made: Control, filled: Filled) -> Control:
    text, chosen = _picked(made.field, made.name, filled)
    choices = filled.lists.get(made.field.dictionary) if made.field.dictionary else None
    if choices is None:
        return replace(made, text=text, chosen=chosen)
    kept = tuple(choices)
    if chosen and chosen[0][0] not in {choice.id for choice in choices}:
        kept += (Choice(*chosen[0], heading=_("已停用")),)
    return replace(made, text=text, chosen=chosen, choices=kept)


def _written(made: Control, text: str) -> Control:
    """What an editor begins with, and the same for a plain box."""
    html = rich.clean(text.removeprefix(rich.MARK)) if _is_html(text) else ""
    html = html or (rich.from_plain(text) if text else "")
    return replace(made, text=rich.as_typed(html), html=html)


def _is_html(text: str) -> bool:
    return text.startswith(rich.MARK)


def box_text(field: Field, value: Any) -> str:
    """A saved value as it stands in its box: no thousands, no sign of currency."""
    if value is None:
        return ""
    if field.kind is Kind.MONEY:
        return money.yuan(value).replace(",", "")
    if field.kind is Kind.BANK_CARD:
        return in_fours(value)
    return rich.MARK + value if field.kind is Kind.RICH else str(value)


def _picked(field: Field, name: str, filled: Filled) -> tuple[str, tuple[tuple[str, str], ...]]:
    if name not in filled.raw and name + TYPED not in filled.raw:
        value = filled.value
        return "", ((str(value["id"]), value["name"]),) if value else ()
    number = one(filled.raw, name)
    if filled.value and str(filled.value["id"]) == number:  # what the record has already
        return one(filled.raw, name + TYPED), ((number, filled.value["name"]),)
    label = filled.names.get((field.kind, number), "")
    return one(filled.raw, name + TYPED), ((number, label),) if label else ()


def _is_date(text: str) -> bool:
    try:
        return not text or (bool(datetime.date.fromisoformat(text)) and len(text) == 10)
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return not text or (bool(datetime.time.fromisoformat(text)) and len(text) == 5)
    except ValueError:
        return False
