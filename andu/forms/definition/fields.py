"""What a field is, and a form as a whole. Plain values: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    ATTACHMENT = "attachment"
    DETAIL = "detail"


KIND_LABELS = {
    Kind.TEXT: _("单行文字"),
    Kind.LONG_TEXT: _("多行文字"),
    Kind.NUMBER: _("数字"),
    Kind.MONEY: _("金额"),
    Kind.DATE: _("日期"),
    Kind.CHOICE: _("单选"),
    Kind.PERSON: _("人员"),
    Kind.UNIT: _("部门"),
    Kind.ATTACHMENT: _("附件"),
    Kind.DETAIL: _("明细表"),
}

# What a column of a detail table may be; also what lists, filters and statistics can use.
SIMPLE = frozenset(Kind) - {Kind.ATTACHMENT, Kind.DETAIL}
COMPUTABLE = frozenset({Kind.NUMBER, Kind.MONEY})
LISTS = frozenset({Kind.ATTACHMENT, Kind.DETAIL})  # their value is a list

TODAY, ME, MY_UNIT = "@today", "@me", "@my_unit"  # defaults that depend on who and when


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a form asks for, or one column of a detail table.

    `unit` is what a number counts (天, 人). `minimum`/`maximum` bound a number; money in 元.
    `min_rows`/`max_rows` bound a detail table, and the files of an attachment.
    `sum_of` names a detail column ("items.amount"); `formula` computes from other fields; a field
    with either is never written by anybody. `summed` columns show their sum under the table.
    `listed` fields get a typed Value row for lists, filters and statistics.
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

    @property
    def is_computed(self) -> bool:
        """Whether the value follows from others, so that nobody writes it."""
        return bool(self.sum_of or self.formula)

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

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields."""
        return tuple(field.key for field in self.fields)
