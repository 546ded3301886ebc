"""What a field is, and a form as a whole. Plain values: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.engine.copies import drawn


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    RICH = "rich_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PERIOD = "period"
    CHOICE = "choice"
    CHOICES = "choices"
    DICTIONARY = "dictionary"
    PERSON = "person"
    UNIT = "unit"
    PHONE = "phone"
    IDENTITY = "identity"
    BANK_CARD = "bank_card"
    RELATED = "related"
    SERIAL = "serial"
    ATTACHMENT = "attachment"
    DETAIL = "detail"


KIND_LABELS = {
    Kind.TEXT: _("单行文字"),
    Kind.LONG_TEXT: _("多行文字"),
    Kind.RICH: _("带格式文字"),
    Kind.NUMBER: _("数字"),
    Kind.MONEY: _("金额"),
    Kind.SERIAL: _("编号"),
    Kind.DATE: _("日期"),
    Kind.TIME: _("时间"),
    Kind.PERIOD: _("起止日期"),
    Kind.CHOICE: _("单选"),
    Kind.CHOICES: _("多选"),
    Kind.DICTIONARY: _("字典"),
    Kind.PERSON: _("人员"),
    Kind.UNIT: _("部门"),
    Kind.PHONE: _("电话"),
    Kind.IDENTITY: _("身份证号"),
    Kind.BANK_CARD: _("银行卡号"),
    Kind.RELATED: _("关联事项"),
    Kind.ATTACHMENT: _("附件"),
    Kind.DETAIL: _("明细表"),
}

# The list of types as people choose from it.
KIND_GROUPS: tuple[tuple[Any, tuple[Kind, ...]], ...] = (
    (_("文字"), (Kind.TEXT, Kind.LONG_TEXT, Kind.RICH)),
    (_("数字"), (Kind.NUMBER, Kind.MONEY, Kind.SERIAL)),
    (_("日期和时间"), (Kind.DATE, Kind.PERIOD, Kind.TIME)),
    (_("选择"), (Kind.CHOICE, Kind.CHOICES, Kind.DICTIONARY)),
    (_("人员和部门"), (Kind.PERSON, Kind.UNIT, Kind.PHONE, Kind.IDENTITY, Kind.BANK_CARD)),
    (_("其他"), (Kind.RELATED, Kind.ATTACHMENT, Kind.DETAIL)),
)

# What a column of a detail table may be.
COLUMNS = frozenset({
    Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.CHOICE,
    Kind.DICTIONARY, Kind.PERSON, Kind.UNIT, Kind.PHONE, Kind.IDENTITY, Kind.BANK_CARD,
})  # fmt: skip
LISTABLE = frozenset(Kind) - {Kind.ATTACHMENT, Kind.DETAIL, Kind.RICH}
COMPUTABLE = frozenset({Kind.NUMBER, Kind.MONEY})
LISTS = frozenset({Kind.ATTACHMENT, Kind.DETAIL, Kind.CHOICES})  # their value is a list
NAMED = frozenset({Kind.PERSON, Kind.UNIT, Kind.DICTIONARY, Kind.RELATED})  # looked up by name
SENSITIVE = frozenset({Kind.IDENTITY, Kind.BANK_CARD})  # masked but for those who need them
UNIQUE_KINDS = frozenset({
    Kind.TEXT, Kind.NUMBER, Kind.PHONE, Kind.IDENTITY, Kind.BANK_CARD, Kind.PERSON, Kind.UNIT,
    Kind.DICTIONARY, Kind.RELATED,
})  # fmt: skip

# Defaults that depend on who and when; a default beginning with "=" is a formula.
TODAY, ME, MY_UNIT, MY_POST, MY_PHONE = "@today", "@me", "@my_unit", "@my_post", "@my_phone"
FORMULA = "="


class Unique(StrEnum):
    """Among which records a value may stand only once."""

    NOT = ""
    FORM = "form"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Check:
    """One comparison of a condition: a field (or "items.amount", "trip.days"), an operator of
    `engine.conditions`, and the value as text: money in 分, dates ISO, people, units and
    dictionary entries by code."""

    field: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Condition:
    """When a field is asked for, or required: all of the checks hold, or any."""

    checks: tuple[Check, ...]
    any: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a form asks for, or one column of a detail table.

    `unit` is what a number counts (天, 人). `minimum`/`maximum` bound a number; money in 元.
    `min_rows`/`max_rows` bound a detail table, and the files of an attachment.
    `sum_of` names a detail column ("items.amount"); `formula` computes from other fields; a field
    with either is never written by anybody. `summed` columns show their sum under the table.
    `listed` fields get a typed Value row for lists, filters and statistics.
    `dictionary` is the code of the dictionary a value comes from; `pattern` that of a serial number
    (`kit.series`), in which with `gaps` some may be missing. `shown_if` and `required_if` are
    conditions on other fields; a field that is not shown has no value.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    required: bool = False
    wide: bool = False
    default: str = ""
    options: tuple[str, ...] = ()
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""
    columns: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 0
    sum_of: str = ""
    formula: str = ""
    summed: bool = False
    listed: bool = False
    dictionary: str = ""
    pattern: str = ""
    gaps: bool = False
    unique: str = ""
    shown_if: Condition | None = None
    required_if: Condition | None = None

    @property
    def is_sensitive(self) -> bool:
        """Whether it, or a column of it, holds what not everybody may read in full."""
        return self.kind in SENSITIVE or any(one.kind in SENSITIVE for one in self.columns)

    @property
    def is_computed(self) -> bool:
        """Whether the value follows from others, so that nobody writes it."""
        return bool(self.sum_of or self.formula) or self.kind is Kind.SERIAL

    @property
    def empty(self) -> list[object] | None:
        """The value of the field when nothing is filled in."""
        return [] if self.kind in LISTS else None

    def column(self, key: str) -> "Field | None":
        """The column of a detail table with this key."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class FormDefinition:
    """The fields of a form, in the order people see them."""

    fields: tuple[Field, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def field(self, key: str) -> Field | None:
        """The field with this key."""
        return next((field for field in self.fields if field.key == key), None)

    def label_of(self, key: str) -> str:
        """What people call a field, or a column of a detail table: "items.amount", of the second
        row "items#2.amount". The key itself when there is none."""
        head, _dot, column = key.partition(".")
        field = self.field(drawn(head))
        if field is None:
            return key
        found = next((each for each in field.columns if each.key == column), None)
        return f"{field.label} · {found.label}" if found else field.label

    @property
    def has_conditions(self) -> bool:
        """Whether what is asked for depends on what is filled in."""
        return any(field.shown_if or field.required_if for field in self.fields)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields."""
        return tuple(field.key for field in self.fields)
