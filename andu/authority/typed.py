"""The table of a matrix as typed: from a post to plain lines, and as the draft keeps them.

The boxes of a line are named `m-3-category`; lines count in the order sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from andu.kit import plain

ACT = "row-act"  # buttons: add, up-3, down-3, drop-3, copy-3
PARTS = ("category", "attribute", "low", "high", "countersign", "final")
MOST_ROWS, LONGEST = 500, 400
_NAME = re.compile(rf"m-(\d{{1,4}})-({'|'.join(PARTS)})", re.ASCII)


@dataclass
class Line:
    """One row as typed, and what is wrong with it."""

    number: int
    parts: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """What the names of its boxes begin with."""
        return f"m-{self.number}-"

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(self.parts.values())


def posted_lines(posted: Mapping[str, Any]) -> list[Line]:
    """The lines in a post; strange names are left out, texts cut to size."""
    lines: dict[int, Line] = {}
    for name in posted:
        found = _NAME.fullmatch(str(name))
        if not found:
            continue
        number = int(found[1])
        if number in lines or len(lines) < MOST_ROWS + 1:
            line = lines.setdefault(number, Line(number))
            line.parts[found[2]] = plain.line(posted[name])[:LONGEST]
    return list(lines.values())


def rearranged(posted: Mapping[str, Any], lines: list[Line]) -> Line | None:
    """Do in place what a button asks for; the line to go on with, if there is one."""
    verb, _dash, place = str(posted.get(ACT, "")).partition("-")
    fresh = max((line.number for line in lines), default=-1) + 1
    if verb == "add" and not place:
        lines.append(Line(fresh))
        return lines[-1]
    at = next((at for at, line in enumerate(lines) if str(line.number) == place), None)
    if at is None:
        return None
    line = lines[at]
    if verb == "copy":
        lines.insert(at + 1, Line(fresh, dict(line.parts)))
        return lines[at + 1]
    if verb == "drop":
        lines.pop(at)
    elif verb in {"up", "down"}:
        lines.insert(max(0, at + (-1 if verb == "up" else 1)), lines.pop(at))
    return line


def to_document(lines: Sequence[Line]) -> list[dict[str, str]]:
    """The lines as the draft keeps them, blank ones left out."""
    kept = [line for line in lines if not line.is_blank]
    return [{part: line.parts.get(part, "") for part in PARTS} for line in kept]


def from_document(document: Sequence[Mapping[str, str]]) -> list[Line]:
    """The lines a draft keeps."""
    return [Line(number, dict(parts)) for number, parts in enumerate(document, 1)]
