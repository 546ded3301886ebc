"""From the text a person typed to a typed value; each refusal says what to type instead.

In records a number is canonical decimal text, money a whole number of 分, dates and times ISO text,
a period its two dates, text with formatting cleaned HTML.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition import Field, Kind
from andu.forms.filling import numbers, rich
from andu.kit import money

LONGEST = {
    Kind.TEXT: 200, Kind.LONG_TEXT: 20_000, Kind.RICH: rich.LONGEST_HTML, Kind.BANK_CARD: 40,
}  # fmt: skip
_TIME = re.compile(r"(\d{1,2})(?::|时|点)(\d{1,2})?分?(?::\d{2})?", re.ASCII)  # noqa: chinese
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


def chosen(field: Field, texts: list[str]) -> list[str]:
    """What was ticked, in the order of the form. Raises Unfit."""
    ticked = dict.fromkeys(text for text in texts if text)
    for text in ticked:
        if text not in field.options:
            raise Unfit(_("没有“{text}”这个选项，请从列表里选。").format(text=text[:40]))
    if field.max_rows and len(ticked) > field.max_rows:
        raise Unfit(_("最多选 {most} 项，请取消多余的。").format(most=field.max_rows))
    if ticked and len(ticked) < field.min_rows:
        raise Unfit(_("至少选 {least} 项，请补选。").format(least=field.min_rows))
    return [option for option in field.options if option in ticked]


def period(field: Field, first: str, last: str) -> dict[str, str] | None:
    """A period from two typed dates; None when both are blank. Raises Unfit."""
    if not first and not last:
        return None
    if not first or not last:
        raise Unfit(_("请把开始日期和结束日期都填上。"))
    start, end = _date(field, first), _date(field, last)
    if end < start:
        raise Unfit(_("结束日期早于开始日期，请改为 {day} 或之后。").format(day=start))
    return {"from": start, "until": end}


def _time(_field: Field, text: str) -> str:
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Unfit(_("没有这个时刻，请写成 08:30 这样的时间。"))
    return f"{hour:02}:{minute:02}"


def _number_of(read: Callable[[str], str]) -> Callable[[Field, str], str]:
    def parsed(_field: Field, text: str) -> str:
        try:
            return read(text)
        except ValueError as error:
            raise Unfit(str(error)) from error

    return parsed


def _rich(_field: Field, text: str) -> str | None:
    if text.startswith(rich.MARK):
        if len(text) > rich.LONGEST_HTML:
            raise Unfit(_("内容太长，请精简，或改成附件上传。"))
        kept = rich.clean(text.removeprefix(rich.MARK))
    else:
        kept = rich.clean(rich.from_plain(text))
    if len(rich.words(kept)) > rich.LONGEST_WORDS:
        raise Unfit(_("最多 {most} 个字，请精简，或改成附件上传。").format(most=rich.LONGEST_WORDS))
    return kept or None


_PARSERS: dict[Kind, Callable[[Field, str], Any]] = {
    Kind.RICH: _rich,
    Kind.TIME: _time,
    Kind.PHONE: _number_of(numbers.phone),
    Kind.IDENTITY: _number_of(numbers.identity),
    Kind.BANK_CARD: _number_of(numbers.bank_card),
    Kind.TEXT: _line,
    Kind.LONG_TEXT: _words,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
}
