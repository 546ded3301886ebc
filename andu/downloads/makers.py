"""Declaring what can be made to take away. Rooms do it in their downloads.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from andu.kit.actor import Actor

_makers: dict[str, "Maker"] = {}


class Progress:
    """What a maker tells while it works; this one tells nobody (small things made at once)."""

    def expect(self, total: int) -> None:
        """So many items will be made."""

    def made(self, count: int) -> None:
        """So many are made so far. Raises `GivenUp` when nobody wants the rest."""


class GivenUp(Exception):
    """The person has thrown the download away while it was made."""


@dataclass(frozen=True)
class Maker:
    """A kind of download: code (room.word), label, the ending of its file's name and its kind as
    `files` knows it (pdf, xlsx, csv, zip).

    `make(actor, wish, out, progress)` writes the bytes for that person; what the person may not
    see must not be in it. `wish` is what was asked for, plain JSON. It may be called again from the
    start after a crash, so it changes nothing. What must be noted of it is noted by `before`, an
    action of the room: it gets actor and wish, bears repetition, and returns what `make` is told.
    """

    code: str
    label: Any
    ending: str
    kind: str
    make: Callable[[Actor, Mapping[str, Any], BinaryIO, Progress], None]
    before: Callable[[Actor, Mapping[str, Any]], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        _makers[self.code] = self


def maker(code: str) -> Maker:
    """The maker with this code; KeyError when no room declares it."""
    return _makers[code]


def forget(code: str) -> None:
    """Take a maker out again (tests)."""
    _makers.pop(code, None)
