"""What the machine does in a flow is done by the rooms that know how: they offer their hands here.

The room of forms fills fields and begins called matters, the room of messages pushes them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from andu.engine.tasks import Bring, Call, Put
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models import Matter


class Trouble(Exception):
    """It can't be done as things are; the text says what is in the way, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A matter that is to begin: of which flow, in whose name, from which matter, at which step and
    in which row of a table (0: none)."""

    call: Call
    starter: Member
    origin: Matter
    step: str
    row: int = 0


Hashes = tuple[str, str]
_hands: dict[str, Any] = {}


def offer(**hands: Any) -> None:
    """A room tells what it does: fill, bring, begin, push, destinations."""
    _hands.update(hands)


def fill(
    matter: Matter, puts: Sequence[Put], people: Mapping[str, Member | None], by: Actor
) -> Hashes:
    """Put values into the form; the hashes of the content before and after. Raises Trouble."""
    done: Hashes = _hand("fill")(matter, puts, people, by=by)
    return done


def bring(matter: Matter, called: Matter, brought: Sequence[Bring], by: Actor) -> Hashes:
    """Put what a called matter's form says into ours. Raises Trouble."""
    done: Hashes = _hand("bring")(matter, called, brought, by=by)
    return done


def begin(wanted: Wanted, by: Actor) -> Matter:
    """Begin the called matter. Raises Trouble."""
    made: Matter = _hand("begin")(wanted, by=by)
    return made


def push(matter: Matter, to: str, step: str, key: str, by: Actor) -> None:
    """Hand a message over for sending; its end is told by `actions.pushed`. Raises Trouble."""
    _hand("push")(matter, to, step, key, by=by)


def destinations(organisation_id: int) -> Sequence[tuple[str, str]]:
    """Where messages can be pushed to: code and name."""
    offered = _hands.get("destinations")
    return offered(organisation_id) if offered else ()


def _hand(what: str) -> Callable[..., Any]:
    if what not in _hands:
        raise Trouble(_("这类事项不能由系统自动办理。"))
    return _hands[what]  # type: ignore[no-any-return]
