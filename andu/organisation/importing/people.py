"""Reading one row: from cells to a person, with everything that is wrong in it."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from andu.organisation.importing import cells

Path = tuple[str, ...]
_BRACKETED = re.compile(r"[(\uff08\[]([^()\uff08\uff09\[\]]+)[)\uff09\]]")
LIMITS = {"code": 64, "login": 64, "name": 80, "phone": 40}
LEVELS = ("unit1", "unit2", "unit3", "unit4")


@dataclass
class Place:
    """A further place of a person: unit and post, as words."""

    unit: list[str]
    post: str = ""


@dataclass
class Person:
    """What a row says. An empty text means the row says nothing: what we know is kept.

    `unit` lists the levels below the root; `at_root` says that the root itself is named.
    `superior` and `leader` become codes when resolved.
    """

    code: str = ""
    name: str = ""
    login: str = ""
    unit: list[str] = field(default_factory=list)
    at_root: bool = False
    post: str = ""
    duty: str = ""
    superior: str = ""
    mobile: str = ""
    email: str = ""
    phone: str = ""
    joined: str = ""
    leader: str = ""
    contact: bool | None = None
    has_left: bool = False
    row: int = 0
    extra: list[Place] = field(default_factory=list)
    charge: list[list[str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The person as plain values, for the staging table."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Person":
        """The person kept by `as_json`."""
        places = [Place(**place) for place in values["extra"]]
        return cls(**{**values, "extra": places})


@dataclass
class Reading:
    """A row being checked: its number, its person, and what was found. `faults` keep it out,
    `notes` only say what is not taken over; `merged` rows belong to an earlier row's person."""

    number: int
    person: Person
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: str = ""
    merged: bool = False


@dataclass(frozen=True)
class Manner:
    """How to read a file: field → column, the marks between levels, the root's names."""

    columns: dict[str, int]
    separators: str = "/"
    fill_down: bool = False
    login_prefix: str = ""
    root_names: frozenset[str] = frozenset()


def read(number: int, row: list[str], manner: Manner) -> Reading:
    """One row as a person; what can't be read is told in the notes or faults."""
    found = {
        field: cells.said(row[column]) if column < len(row) else ""
        for field, column in manner.columns.items()
    }
    person = Person(code=cells.code(found["code"]), name=cells.name(found["name"]), row=number)
    reading = Reading(number, person)
    person.login = cells.code(found.get("login", ""))
    person.unit = _unit(found, manner)
    person.at_root = not person.unit and any(found.get(each) for each in ("unit", *LEVELS))
    person.post = (found.get("post") or found.get("position") or "").replace("\n", " ")[:80]
    person.duty = _duty(found) if "head" in manner.columns else ""
    person.superior, person.leader = found.get("superior", ""), found.get("leader", "")
    person.phone = found.get("phone", "")
    person.contact = cells.is_yes(found["contact"]) if "contact" in manner.columns else None
    person.has_left = found.get("state", "") in cells.WORDS["left"]
    person.extra = [
        _place(text, manner) for text in cells.split(found.get("extra", ""), cells.WORDS["posts"])
    ]
    person.charge = [
        path(text, manner) for text in cells.split(found.get("charge", ""), cells.WORDS["units"])
    ]
    _ways_to_reach(reading, found)
    _needed(reading)
    return reading


def path(text: str, manner: Manner) -> list[str]:
    """The levels of a unit's path below the root."""
    marks = list(manner.separators) or ["/"]
    parts = [cells.name(part)[:200] for part in cells.split(text, marks)]
    return parts[1:] if parts and parts[0] in manner.root_names else parts


def candidates(text: str) -> list[str]:
    """What a reference to a person may mean: 张三(1001) → 1001, 张三; 1001 张三 → 1001, 张三."""
    inside = _BRACKETED.findall(text)
    outside = _BRACKETED.sub(" ", text)
    words = [*inside, outside, *outside.split()]
    forms = [form for word in words for form in (cells.code(word), cells.name(word))]
    return [form for form in dict.fromkeys(forms) if form]


def _unit(found: dict[str, str], manner: Manner) -> list[str]:
    levels = [cells.name(found.get(level, ""))[:200] for level in LEVELS]
    if any(levels):
        named = [level for level in levels if level]
        return named[1:] if named[0] in manner.root_names else named
    return path(found.get("unit", ""), manner)


def _duty(found: dict[str, str]) -> str:
    value = found["head"]
    if cells.is_yes(value) or value in cells.WORDS["head"]:
        return "head"
    return "deputy" if value in cells.WORDS["deputy"] else "member"


def _place(text: str, manner: Manner) -> Place:
    for mark in cells.WORDS["in_place"]:
        if mark in text:
            unit, post = text.split(mark, 1)
            return Place(path(unit, manner), cells.name(post)[:80])
    return Place(path(text, manner))


def _ways_to_reach(reading: Reading, found: dict[str, str]) -> None:
    person = reading.person
    if value := found.get("mobile", ""):
        person.mobile = cells.mobile(value) or ""
        if not person.mobile:
            reading.notes.append(
                _("手机“{value}”不是 11 位手机号，不导入手机。请改正后再导入一次。").format(
                    value=value
                )
            )
    if value := found.get("email", ""):
        person.email = cells.email(value) or ""
        if not person.email:
            reading.notes.append(
                _("邮箱“{value}”写法不对，不导入邮箱。请改为 name@example.cn 的样子。").format(
                    value=value
                )
            )
    if value := found.get("joined", ""):
        day = cells.day(value)
        person.joined = day.isoformat() if day else ""
        if not day:
            reading.notes.append(
                _("入职日期“{value}”认不出，不导入日期。请改为 2019-03-01 的样子。").format(
                    value=value
                )
            )


def _needed(reading: Reading) -> None:
    person = reading.person
    if not person.code:
        reading.faults.append(_("没有工号。请补上工号：以后再次导入靠它认人。"))
    if not person.name:
        reading.faults.append(_("没有姓名。请补上姓名。"))
    for attribute, longest in LIMITS.items():
        if len(getattr(person, attribute)) > longest:
            reading.faults.append(
                _("“{value}…”超过 {longest} 个字，请核对是否错列。").format(
                    value=getattr(person, attribute)[:12], longest=longest
                )
            )
