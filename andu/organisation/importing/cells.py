"""Cleaning one value: stray spaces, numbers written as floats, dates written as people write."""

import datetime
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

WORDS: dict[str, Any] = json.loads(
    Path(__file__).with_name("words.json").read_text(encoding="utf-8")
)
_NOTHING = frozenset(WORDS["nothing"])
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_FLOAT = re.compile(r"^\d+\.0+$")
_POWER = re.compile(r"^\d(\.\d+)?[eE]\+?\d{1,2}$")
_YMD = re.compile(r"^(\d{4})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2})(?:\D.*)?)?\D{0,2}$")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_ABROAD = re.compile(r"^\+\d{6,15}$")
_IDEOGRAPH = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])\s+(?=[\u3400-\u9fff\U00020000-\U0003ffff])")  # fmt: skip  # noqa: E501
_DAY_ZERO = datetime.date(1899, 12, 30)
EARLIEST, LATEST = datetime.date(1930, 1, 1), datetime.date(2100, 1, 1)


def text(value: Any) -> str:
    """Any cell as text: what a person sees, without stray blanks and unseen characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return WORDS["yes"][0] if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date | int):
        return str(value)
    return _BLANKS.sub(" ", _UNSEEN.sub("", str(value))).strip()


def said(value: str) -> str:
    """The value, or nothing when it is a word for nothing (无, -, /)."""
    return "" if value.casefold() in _NOTHING else value


def name(value: str) -> str:
    """A person's name: no blanks between ideographs, single ones between other words."""
    return _IDEOGRAPH.sub("", value.replace("\n", " ")).strip()


def code(value: str) -> str:
    """A code or login name: half-width, no blanks; 1001.0 and 1.001E3 are 1001."""
    plain = "".join(unicodedata.normalize("NFKC", value).split()).lstrip("'")
    return _number(plain)


def mobile(value: str) -> str | None:
    """A mobile number as eleven digits (or + and digits abroad); None when it is none."""
    plain = re.sub(r"[-()\u2010-\u2015]", "", code(value))
    plain = re.sub(r"^(\+?86|0086)(?=1\d{10}$)", "", plain)
    return plain if _MOBILE.match(plain) or _ABROAD.match(plain) else None


def email(value: str) -> str | None:
    """An address in lower case; None when it is none."""
    plain = "".join(unicodedata.normalize("NFKC", value).split()).lower()
    try:
        validate_email(plain)
    except ValidationError:
        return None
    return plain


def day(value: str) -> datetime.date | None:
    """A date in any usual writing (2019年3月1日, 2019.3.1, 2019/3, 20190301, 43525)."""
    plain = code(_CLOCK.sub("", value))
    if plain.isdigit() and len(plain) == 5:
        return _within(_DAY_ZERO + datetime.timedelta(days=int(plain)))
    if plain.isdigit() and len(plain) == 8:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _YMD.match(plain)
    if not found:
        return None
    try:
        return _within(datetime.date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return None


def is_yes(value: str) -> bool:
    """Whether a flag says yes."""
    return value.casefold() in WORDS["yes"]


def split(value: str, marks: list[str]) -> list[str]:
    """The parts of a list, at any of the marks, without empty ones."""
    parts = re.split("|".join(re.escape(mark) for mark in marks), value)
    return [part.strip() for part in parts if part.strip()]


def _number(plain: str) -> str:
    if _FLOAT.match(plain):
        return plain.split(".", maxsplit=1)[0]
    if _POWER.match(plain):
        return str(int(float(plain)))
    return plain


def _within(found: datetime.date) -> datetime.date | None:
    return found if EARLIEST <= found <= LATEST else None
