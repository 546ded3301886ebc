"""What else can be done with a matter, and what stands beside it: two registries.

A room adds a line to 更多 by an `Operation` and a panel by a `Panel` (docs/recipes). The page, the
dialog, the page without scripts and the refusals that come back filled are made from these.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow.desk import Desk
from andu.workflow.models import Matter


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody has opened an operation's dialog, or filled it in and pressed its button."""

    desk: Desk
    by: Actor
    posted: QueryDict
    files: MultiValueDict[str, Any]

    @property
    def matter(self) -> Matter:
        """The matter it is about."""
        return self.desk.loaded.matter


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it, in words for the toast; `undo` is the address that takes it back by POST,
    `link` where the person goes ("" is the matter's own page; with `is_onward` the next one of the
    list they came from)."""

    text: str
    undo: str = ""
    link: str = ""
    is_onward: bool = False


def _nothing(_asked: Asked) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One line of 更多, at /w/<id>/<code>.

    `verdict` greys the line with its reason; None leaves it out. `act` calls the action, which may
    refuse. `template` draws the fields of the dialog with what `about` adds (before and after a
    refusal) and `typed` (what was posted); without one the line acts at once. `is_grave` outlines
    the button in 胭脂; `key` is the single key that opens it.
    """

    code: str
    label: Any
    icon: str
    verdict: Callable[[Desk, Actor], Verdict | None]
    act: Callable[[Asked], Done]
    template: str = ""
    about: Callable[[Asked], Mapping[str, Any]] = _nothing
    button: Any = ""
    hint: Any = ""
    order: int = 50
    key: str = ""
    is_grave: bool = False
    has_files: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of 更多 as this person has it."""

    operation: Operation
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Something beside (or, with `is_aside` False, under) the form. `content` is None when there is
    nothing to show; else the template draws it as `content`."""

    code: str
    template: str
    content: Callable[[Desk, Actor], Any]
    order: int = 50
    is_aside: bool = True


@dataclass(frozen=True)
class Shown:
    """A panel with its content."""

    panel: Panel
    content: Any = field(repr=False)


_operations: dict[str, Operation] = {}
_panels: dict[str, Panel] = {}


def add_operation(operation: Operation) -> None:
    """Make an operation known; called from a room's operations.py."""
    _operations[operation.code] = operation


def add_panel(panel: Panel) -> None:
    """Make a panel known; called from a room's operations.py."""
    _panels[panel.code] = panel


def operation_of(code: str) -> Operation | None:
    """The operation at this part of the address."""
    return _operations.get(code)


def menu_of(desk: Desk, by: Actor) -> list[Entry]:
    """The lines this person has, in order."""
    return sorted(_entries(desk, by), key=lambda one: (one.operation.order, one.operation.code))


def panels_of(desk: Desk, by: Actor) -> list[Shown]:
    """The panels that have something to show, in order."""
    ordered = sorted(_panels.values(), key=lambda one: (one.order, one.code))
    shown = (Shown(panel, panel.content(desk, by)) for panel in ordered)
    return [one for one in shown if one.content is not None]


def _entries(desk: Desk, by: Actor) -> Iterator[Entry]:
    for operation in _operations.values():
        verdict = operation.verdict(desk, by)
        if verdict is not None:
            yield Entry(operation, verdict)
