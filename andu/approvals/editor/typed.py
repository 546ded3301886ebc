"""The table of steps as typed: from a post to plain lines, and as the draft keeps them.

A line's parts are named `s-3-name`, those of a condition `s-3-w-1-value`, those of a voice in a
vote `s-3-v-12-weight`: of the person with id 12, or of the first handler rule, r0; those of a field
the machine carries or fills `s-3-m-1-field`. Lines count in
the order sent; their numbers never change, so that "go to line 3" still means the same line when it
moves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from andu.approvals.editor.names import PICKED
from andu.kit import pinyin

ACT = "step-act"  # buttons: add, up-3, down-3, drop-3; add-3, enter-3, also-3-1, drop-3-1;
# machine, carry-3, bring-3, put-3, lose-3-1
MOST_STEPS, MOST_TESTS, MOST_VOICES, MOST_PUTS, LONGEST = 100, 20, 60, 60, 200
LATE_ROWS = (1, 2, 3)
TEXTS = (
    "key", "name", "rule", "people_text", "role", "post", "unit", "scope", "field", "level", "most",
    "levels_up", "until", "again", "own",
    "mode", "nature", "rows", "group", "branch", "nobody", "nobody_person", "disagree", "limit",
    "respond", "transfer", "opinion", "levels", "check", "next", "enter", "needed", "share", "hear",
    "may_add", "late",
    "matrix", "by_category", "by_amount", "by_attribute",
    "what", "wait", "wait_unit", "wait_until", "call", "call_waits", "failed", "push",
    "later", "later_unit", "later_until", "later_to", "later_how", "side",
    *(f"late_{box}_{number}" for number in LATE_ROWS for box in ("act", "after", "who")),
)  # fmt: skip
CHECKS = ("may_return",)
TEST_PARTS = ("and", "enter", "case", "by", "who", "field", "operator", "value", "to")
VOICE_PARTS = ("weight", "veto")
PUT_PARTS = ("is", "field", "by", "value", "other")
PUTS = ("carry", "bring", "put")
_NAME = re.compile(
    rf"s-(\d{{1,4}})-(?:({'|'.join((*TEXTS, *CHECKS))}|people)|w-(\d{{1,4}})-"
    rf"({'|'.join(TEST_PARTS)})|v-(r\d{{1,3}}|\d{{1,16}})-({'|'.join(VOICE_PARTS)})"
    rf"|m-(\d{{1,4}})-({'|'.join(PUT_PARTS)}))",
    re.ASCII,
)
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)
DEFAULT = "default"  # of "enter": the branch for when no other is entered
ROWS, SIDE = "#rows", "#side"  # no names of groups
RESERVED = ("draft", "start", "end", "root")
USUAL = {"rule": "superior", "level": "1", "most": "1", "mode": "one", "nature": "approve",
         "may_return": "on", "disagree": "end", "nobody": "administrator", "opinion": "policy",
         "levels": "policy", "again": "each", "own": "ask", "scope": "organisation",
         "share": "count", "check": "policy",
         "hear": "", "may_add": "on", "late": "policy"}  # fmt: skip
USUAL_MACHINE = {"what": "wait", "wait_unit": "days", "call_waits": "yes", "failed": "end",
                 "rule": "initiator", "level": "1"}  # fmt: skip


@dataclass
class Asked:
    """One line of a condition; with "and" it adds to the line before, with "enter" it says when the
    step's branch is entered instead of where to go on to, with "case" who handles it then."""

    number: int
    prefix: str
    parts: dict[str, str] = field(default_factory=dict)
    error: str = ""


@dataclass
class Line:
    """One step as typed: its parts, the people picked (marked ids, then codes), its conditions,
    what is wrong, what the voices of its people are worth in a vote, and which fields the machine
    carries or fills."""

    number: int
    parts: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    voices: dict[str, dict[str, str]] = field(default_factory=dict)
    puts: list[Asked] = field(default_factory=list)

    @property
    def is_machine(self) -> bool:
        """Whether the machine does it."""
        return bool(self.parts.get("what"))

    def add_put(self, kind: str) -> None:
        """A new line of what is carried, brought or filled in."""
        number = max((each.number for each in self.puts), default=-1) + 1
        parts = {"is": kind} | ({"by": "value"} if kind == "put" else {})
        self.puts.append(Asked(number, f"{self.prefix}m-{number}-", parts))

    @property
    def prefix(self) -> str:
        """What the names of its boxes begin with."""
        return f"s-{self.number}-"

    @property
    def place(self) -> str:
        """How other lines and buttons name it."""
        return f"r{self.number}"

    @property
    def key(self) -> str:
        """The key of its step."""
        return self.parts.get("key", "")

    @property
    def name(self) -> str:
        """The name of its step."""
        return self.parts.get("name", "")

    def add_test(self, also: str = "") -> None:
        """A new line of a condition: a condition of its own, or behind the line numbered `also`."""
        number = max((asked.number for asked in self.asked), default=-1) + 1
        at = next((at for at, asked in enumerate(self.asked, 1) if str(asked.number) == also), 0)
        parts = {"and": "on"} if at else {"to": "end"}
        if at:
            parts |= {
                name: "on" for name in ("enter", "case") if self.asked[at - 1].parts.get(name)
            }
        asked = Asked(number, f"{self.prefix}w-{number}-", parts)
        self.asked.insert(at or len(self.asked), asked)

    def add_entry(self) -> None:
        """A new line saying when the branch is entered; the default branch no longer is one."""
        self.add_test()
        self.asked[-1].parts = {"enter": "on"}
        self.parts["enter"] = ""

    def add_case(self) -> None:
        """A new line saying in which case who handles the step."""
        self.add_test()
        self.asked[-1].parts = {"case": "on"}

    @property
    def cases(self) -> list[Asked]:
        """The conditions on who handles it."""
        return [asked for asked in self.asked if asked.parts.get("case")]

    @property
    def is_side(self) -> bool:
        """Whether it is only done beside others, when they are late."""
        return bool(self.parts.get("side"))

    @property
    def branch(self) -> tuple[str, str]:
        """The branch it names within its group; both empty for none. What is done for each row of
        a table is one, and what is only done beside others."""
        if self.is_side:
            return (SIDE, SIDE)
        if self.parts.get("rows"):
            return (ROWS, self.parts["rows"])
        group, branch = self.parts.get("group", ""), self.parts.get("branch", "")
        return (group, branch) if group and branch else ("", "")

    @property
    def ways(self) -> list[Asked]:
        """The conditions on where to go on to."""
        other = ("enter", "case")
        return [asked for asked in self.asked if not any(map(asked.parts.get, other))]

    @property
    def entries(self) -> list[Asked]:
        """The conditions on entering its branch."""
        return [asked for asked in self.asked if asked.parts.get("enter")]

    @property
    def has_entry(self) -> bool:
        """Whether anything is said about entering its branch."""
        return bool(self.entries) or self.parts.get("enter") == DEFAULT


def posted_lines(posted: Mapping[str, Any]) -> list[Line]:
    """The lines in a post; strange names are left out, texts cut to size."""
    lines: dict[int, Line] = {}
    for name in posted:
        found = _NAME.fullmatch(str(name))
        if not found:
            continue
        number = int(found[1])
        if number not in lines and len(lines) > MOST_STEPS:
            continue
        line = lines.setdefault(number, Line(number))
        if found[2] == "people":
            line.people = [PICKED + str(each)[:20] for each in _list(posted, name)][:50]
        elif found[2]:
            line.parts[found[2]] = _text(posted, name)
        elif found[5]:
            _hear(line, found[5], found[6], _text(posted, name))
        elif found[7]:
            put = _at(line.puts, int(found[7]), f"{line.prefix}m-", MOST_PUTS)
            put[found[8]] = _text(posted, name)
        else:
            test = _at(line.asked, int(found[3]), f"{line.prefix}w-", MOST_TESTS)
            test[found[4]] = _text(posted, name)
    for line in lines.values():
        line.parts.setdefault("may_return", "")
    give_keys(lines.values())
    return list(lines.values())


def rearranged(posted: Mapping[str, Any], lines: list[Line]) -> Line | None:
    """Do in place what a button asks for; the line to go on with, if there is one."""
    verb, _dash, place = str(posted.get(ACT, "")).partition("-")
    where, _dash, test = place.partition("-")
    at = next((at for at, line in enumerate(lines) if str(line.number) == where), None)
    if verb in {"add", "machine"} and not place:
        number = max((line.number for line in lines), default=-1) + 1
        lines.append(blank(number) if verb == "add" else Line(number, dict(USUAL_MACHINE)))
        return lines[-1]
    if at is None:
        return None
    line = lines[at]
    if verb in {"add", "also"} and len(line.asked) < MOST_TESTS:
        line.add_test(also=test if verb == "also" else "")
    elif verb == "enter" and len(line.asked) < MOST_TESTS:
        line.add_entry()
    elif verb == "case" and len(line.asked) < MOST_TESTS:
        line.add_case()
    elif verb in PUTS and len(line.puts) < MOST_PUTS:
        line.add_put(verb)
    elif verb == "lose":
        line.puts = [each for each in line.puts if str(each.number) != test]
    elif verb == "drop" and test:
        line.asked = [asked for asked in line.asked if str(asked.number) != test]
    elif verb == "drop":
        lines.pop(at)
    elif verb in {"up", "down"}:
        lines.insert(max(0, at + (-1 if verb == "up" else 1)), lines.pop(at))
    return line


def hours_text(minutes: int) -> str:
    """Minutes as typed in working hours, with two decimals at most: 0.33 for twenty."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def minutes_in(hours: Decimal) -> int:
    """Those minutes again: what was opened and is saved stays as it was."""
    return round(hours * 60)


def blank(number: int) -> Line:
    """A new line."""
    return Line(number, dict(USUAL))


def give_keys(lines: "Iterator[Line] | Any") -> None:
    """Give each line a key of its own, made from how its name sounds, and let it keep that."""
    lines = list(lines)
    used: set[str] = set(RESERVED)
    taken = {line.key for line in lines}
    for line in lines:
        if not _KEY.fullmatch(line.key) or line.key in used:
            line.parts["key"] = _fresh(line.name, used | taken)
        used.add(line.key)


def to_document(lines: list[Line]) -> list[dict[str, Any]]:
    """The lines as the draft keeps them."""
    return [
        {"number": line.number, "parts": line.parts, "people": line.people, "voices": line.voices,
         "asked": [{"number": asked.number, "parts": asked.parts} for asked in line.asked],
         **({"puts": [{"number": e.number, "parts": e.parts} for e in line.puts]}
            if line.puts else {})}
        for line in lines
    ]  # fmt: skip


def from_document(document: list[dict[str, Any]]) -> list[Line]:
    """The lines a draft keeps."""
    lines = []
    for kept in document:
        line = Line(kept["number"], dict(kept["parts"]), list(kept["people"]))
        line.voices = {place: dict(said) for place, said in kept.get("voices", {}).items()}
        line.asked = _kept(kept["asked"], f"{line.prefix}w-")
        line.puts = _kept(kept.get("puts", []), f"{line.prefix}m-")
        lines.append(line)
    return lines


def _kept(rows: list[dict[str, Any]], prefix: str) -> list[Asked]:
    return [
        Asked(each["number"], f"{prefix}{each['number']}-", dict(each["parts"])) for each in rows
    ]


def _fresh(name: str, used: set[str]) -> str:
    sound = re.sub(r"[^a-z0-9]+", "_", pinyin.full(name).lower()).strip("_")[:40]
    stem = f"s_{sound}" if sound and not sound[0].isalpha() else sound or "step"
    tries = (stem if again == 1 else f"{stem}_{again}" for again in range(1, len(used) + 3))
    return next(key for key in tries if key not in used)


def _at(rows: list[Asked], number: int, prefix: str, most: int) -> dict[str, str]:
    """The parts of the one with this number, new if need be; beyond the most it is not kept."""
    found = next((each for each in rows if each.number == number), None)
    if found is None:
        found = Asked(number, f"{prefix}{number}-")
        rows += [found] if len(rows) < most else []
    return found.parts


def _hear(line: Line, who: str, name: str, text: str) -> None:
    place = who if who.startswith("r") else PICKED + who
    if place in line.voices or len(line.voices) < MOST_VOICES:
        line.voices.setdefault(place, {})[name] = text


def _text(posted: Mapping[str, Any], name: str) -> str:
    return str(posted[name]).strip()[:LONGEST].replace("\0", "")


def _list(posted: Mapping[str, Any], name: str) -> list[Any]:
    if hasattr(posted, "getlist"):
        return list(posted.getlist(name))
    return list(posted[name]) if isinstance(posted[name], list | tuple) else [posted[name]]
