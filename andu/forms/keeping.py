"""Lines of a dictionary's page: from what was typed to entries, with what is wrong beside them."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.models import DictionaryEntry
from andu.kit import pinyin, plain

MOST_AT_ONCE = 500
LONGEST_NAME, LONGEST_CODE = 100, 40
_LINE = re.compile(r"e-(\d{1,15})-(name|order|from|until|disabled)", re.ASCII)
_WITH_CODE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,39})[\s　]+(.+)")


@dataclass
class Line:
    """One entry on the page: its parts as typed, and what is wrong."""

    id: int
    name: str = ""
    order: int = 0
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    disabled: bool = False
    error: str = ""
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class New:
    """An entry to be added: its code ("" to have one made), its name, the line it stands under."""

    code: str
    name: str
    under: str = ""  # the name of the heading


def posted_lines(posted: Mapping[str, Any]) -> list[Line]:
    """The entries a post speaks of."""
    lines: dict[int, Line] = {}
    for name in posted:
        found = _LINE.fullmatch(str(name))
        if found and len(lines) < MOST_AT_ONCE * 2:
            line = lines.setdefault(int(found[1]), Line(int(found[1])))
            line.typed[found[2]] = plain.line(posted[name])[:200]
    for line in lines.values():
        _read(line)
    return list(lines.values())


def new_entries(text: str) -> tuple[list[New], str]:
    """One entry on a line, 代码 名称 or the name alone; indented ones stand under the last that
    isn't. The second part says what is wrong."""
    found: list[New] = []
    heading = ""
    rows = [row for row in str(text).replace("\r", "").split("\n") if row.strip()]
    if len(rows) > MOST_AT_ONCE:
        return [], _("一次最多添加 {most} 项，请分几次。").format(most=MOST_AT_ONCE)
    for row in rows:
        code, name = _parted(plain.line(row))
        if len(name) > LONGEST_NAME:
            words = _("“{name}…”太长，名称最多 {most} 个字。")
            return [], words.format(name=name[:20], most=LONGEST_NAME)
        is_under = row[:1].isspace()
        if is_under and not heading:
            return [], _("第一行前面不要空格：缩进的一项属于它上面的那一项。")
        heading = heading if is_under else name
        found.append(New(code, name, heading if is_under else ""))
    return found, ""


def code_for(name: str, used: set[str]) -> str:
    """A code made from how the name sounds, unlike all used ones."""
    stem = re.sub(r"[^a-z0-9]+", "", pinyin.initials(name).lower())[:30] or "x"
    tries: Iterator[str] = (stem if n == 1 else f"{stem}{n}" for n in range(1, len(used) + 3))
    return next(code for code in tries if code not in used)


def differing(line: Line, entry: DictionaryEntry) -> list[str]:
    """The parts of an entry a line changes."""
    names = ("name", "order", "valid_from", "valid_until", "disabled")
    return [name for name in names if getattr(line, name) != getattr(entry, name)]


def lines_of(entries: Iterable[DictionaryEntry], typed: Iterable[Line]) -> list[Any]:
    """Each entry with the line typed for it, if there is one."""
    by_id = {line.id: line for line in typed}
    return [(entry, by_id.get(entry.pk)) for entry in entries]


def _read(line: Line) -> None:
    said = line.typed
    line.name, line.disabled = said.get("name", ""), bool(said.get("disabled"))
    order = said.get("order", "")
    line.order = int(order) if order.isascii() and order.isdigit() and len(order) < 7 else 0
    if not line.name or len(line.name) > LONGEST_NAME:
        line.error = _("请填写名称，{most} 字以内。").format(most=LONGEST_NAME)
    try:
        line.valid_from, line.valid_until = _day(said.get("from")), _day(said.get("until"))
    except ValueError:
        line.error = _("有效期请写成 2026-11-25 这样的日期。")
    if line.valid_from and line.valid_until and line.valid_from > line.valid_until:
        line.error = _("有效期的结束早于开始，请改正。")


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _parted(text: str) -> tuple[str, str]:
    found = _WITH_CODE.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)
