"""From the text a person typed to a typed value; each refusal says what to type instead.

In records a number is canonical decimal text, money a whole number of 分, a date ISO text.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition import Field, Kind
from andu.kit import money

LONGEST = {Kind.TEXT: 200, Kind.LONG_TEXT: 20_000}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})(?:(\d\d)(\d\d)|\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?)",  # noqa: chinese
    re.ASCII,
)


class Unfit(ValueError):
    """The text doesn't fit the field; the message is for the person."""


def parse(field: Field, text: str) -> Any:
    """The value of a text in a field that holds neither people, files nor rows; None when blank."""
    if not text:
        return None
    return _PARSERS[field.kind](field, text)


def _words(field: Field, text: str) -> str:
    if len(text) > LONGEST[field.kind]:
        raise Unfit(
            _("最多 {most} 个字，现在有 {count} 个，请精简。").format(
                most=LONGEST[field.kind], count=len(text)
            )
        )
    return text


def _line(field: Field, text: str) -> str:
    return _words(field, " ".join(text.split()))


def _number(field: Field, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-")
    plain = plain.removesuffix(field.unit).strip() if field.unit else plain.strip()
    if not _NUMBER.fullmatch(plain):
        raise Unfit(_("这里填数字，例如 12 或 12.5。"))
    value = Decimal(plain)
    if value != round(value, field.decimals):
        raise Unfit(
            _("最多保留 {most} 位小数。").format(most=field.decimals)
            if field.decimals
            else _("这里填整数，不要小数。")
        )
    _within(field, value)
    return format(abs(value) if value == 0 else round(value, field.decimals), f".{field.decimals}f")


def _money(field: Field, text: str) -> int:
    try:
        fen = money.parse(text)
    except ValueError as error:
        raise Unfit(str(error)) from error
    _within(field, Decimal(fen) / 100)
    return fen


def _within(field: Field, value: Decimal) -> None:
    if field.minimum is not None and value < field.minimum:
        raise Unfit(_("不能小于 {bound}，请改正。").format(bound=f"{field.minimum:,f}"))
    if field.maximum is not None and value > field.maximum:
        raise Unfit(_("不能大于 {bound}，请改正。").format(bound=f"{field.maximum:,f}"))


def _date(_field: Field, text: str) -> str:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        day = datetime.date(*(int(one) for one in found.groups() if one)) if found else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        raise Unfit(_("没有这一天，请写成 2026-11-25 这样的日期。"))
    return day.isoformat()


def _choice(field: Field, text: str) -> str:
    if text not in field.options:
        raise Unfit(_("没有“{text}”这个选项，请从列表里选。").format(text=text[:40]))
    return text


_PARSERS = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _words,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
}
