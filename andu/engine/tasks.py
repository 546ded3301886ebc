"""What a step of the machine does: it waits, calls another flow, pushes a message, fills fields.

The engine only knows that the way goes on when the shell reports (`Report`). What a task says is
for the shell; fields of the form are named as conditions name them.
"""

from dataclasses import dataclass
from enum import StrEnum

from andu.engine.handlers import Initiator, PlainRule

THE_INITIATOR = Initiator()


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Until so many minutes have passed, of working time or of any; or until the day or moment in
    a field has come, that many minutes later."""

    minutes: int = 0
    working: bool = True
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Carry:
    """What our field says is put into this field of the called flow's form."""

    field: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Bring:
    """What this field of the called flow's form says in the end is put into our field."""

    field: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """A matter of another flow (by key) begins. `waits`: the way goes on when that one has ended;
    else at once, and the two are only linked. `starter` names in whose name it begins."""

    flow: str
    waits: bool = True
    carried: tuple[Carry, ...] = ()
    brought: tuple[Bring, ...] = ()
    starter: PlainRule = THE_INITIATOR


@dataclass(frozen=True, kw_only=True)
class Push:
    """A signed message goes to another system (by the code of its subscription)."""

    to: str


class Filling(StrEnum):
    """Where what is filled in comes from."""

    VALUE = "value"  # a text, read as the field's own kind
    FIELD = "field"  # another field
    TODAY = "today"
    NOW = "now"
    INITIATOR = "initiator"
    HANDLER = "handler"  # whoever handled the step before
    NOTHING = "nothing"  # the field is emptied


@dataclass(frozen=True, kw_only=True)
class Put:
    """One field, and what is put into it."""

    field: str
    by: Filling = Filling.VALUE
    value: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Fill:
    """Fields of the form are filled in."""

    puts: tuple[Put, ...] = ()


Task = Wait | Call | Push | Fill
