"""Which row is the header, and which column is what: suggested by synonyms."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from andu.organisation.importing import cells
from andu.organisation.importing.sheet import Sheet, Unreadable


@dataclass(frozen=True)
class Field:
    """Something we know about a person, and what offices call its column."""

    code: str
    label: str
    synonyms: tuple[str, ...]
    needed: bool = False
    width: int = 14


def _tidy(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s*:.,#_\u2022\u25cf\u2605]+", "", plain)


def _load() -> dict[str, Field]:
    raw = json.loads(Path(__file__).with_name("fields.json").read_text(encoding="utf-8"))
    return {
        code: Field(
            code, each["label"], tuple(_tidy(word) for word in each["synonyms"]),
            each.get("needed", False), each["width"],
        )
        for code, each in raw.items()
    }  # fmt: skip


FIELDS = _load()
_BY_WORD = {word: code for code, each in FIELDS.items() for word in each.synonyms}
_LOOK_AT_ROWS = 30
_UNIT_FIELDS = ("unit", "unit1", "unit2", "unit3", "unit4")


@dataclass(frozen=True)
class Header:
    """The header: its sheet, its row (1 is the first of the file), its titles."""

    sheet: Sheet
    row: int
    titles: list[str]

    @property
    def signature(self) -> str:
        """The same for files of the same make."""
        return hashlib.sha256("\x1f".join(map(_tidy, self.titles)).encode()).hexdigest()

    @property
    def body(self) -> list[tuple[int, list[str]]]:
        """The rows under the header that hold anything, with their numbers in the file."""
        found = enumerate(self.sheet.rows[self.row :], start=self.row + 1)
        return [(number, row) for number, row in found if any(row)]


def find(sheets: list[Sheet]) -> Header:
    """The header row among all sheets; Unreadable when no row looks like one."""
    best, score = None, 0
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_LOOK_AT_ROWS], start=1):
            known = {code for title in row if (code := _guess(title))}
            if {"code", "name"} & known and len(known) > max(score, 1):
                best, score = Header(sheet, number, list(row)), len(known)
    if best is None:
        raise Unreadable(
            _("没有找到表头。请在前 30 行里留一行写明各列是什么，至少要有“工号”“姓名”“部门”。")
        )
    if not best.body:
        raise Unreadable(_("表头下面没有人员。请检查是否选错了文件或工作表。"))
    return best


def suggest(titles: list[str]) -> dict[str, int]:
    """Field → column number, each column and field once; exact words before similar ones."""
    found: dict[str, int] = {}
    for exact in (True, False):
        for column, title in enumerate(titles):
            code = _BY_WORD.get(_tidy(title)) if exact else _guess(title)
            if code and code not in found and column not in found.values():
                found[code] = column
    return found


def problem(chosen: dict[str, int]) -> str:
    """What is wrong with a choice of columns; empty when it will do."""
    if missing := [
        each.label for each in FIELDS.values() if each.needed and each.code not in chosen
    ]:
        return _("请指明哪一列是“{columns}”。").format(columns="”“".join(missing))
    if len(set(chosen.values())) < len(chosen):
        return _("同一列选了两次，请改正。")
    return ""


def separator(header: Header, chosen: dict[str, int]) -> str:
    """The marks that part the levels of a unit's path in this file, all in one string."""
    if "unit" not in chosen:
        return ""
    column = chosen["unit"]
    values = [row[column] for _number, row in header.body if column < len(row)]
    strong = [mark for mark in cells.WORDS["separators"]["paths"] if any(mark in v for v in values)]
    if strong:
        return "".join(strong)
    weak = [
        m
        for m in cells.WORDS["separators"]["weak"]
        if sum(m in v for v in values) * 5 > len(values)
    ]
    return weak[0] if weak else "/"


def fills_down(header: Header, chosen: dict[str, int]) -> bool:
    """Whether blank units look like merged cells that a text file has lost."""
    column = next((chosen[code] for code in _UNIT_FIELDS if code in chosen), None)
    if column is None:
        return False
    values = [row[column] if column < len(row) else "" for _number, row in header.body]
    return bool(values[0]) and sum(not value for value in values) * 3 >= len(values) > 2


def _guess(title: str) -> str:
    """The field a title means: the word itself, without remarks, or around it."""
    plain = _tidy(title)
    bare = re.sub(r"[(\[{\u3010].*?[)\]}\u3011]", "", plain)
    for form in (plain, bare):
        if form in _BY_WORD:
            return _BY_WORD[form]
    if not bare or len(bare) > 12:
        return ""
    ends = [word for word in _BY_WORD if len(word) > 1 and bare.endswith(word)]
    return _BY_WORD[max(ends, key=len)] if ends else ""
