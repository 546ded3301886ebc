"""What can happen, and who listens. Events are frozen dataclasses; wiring lists the listeners."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.db import transaction

from andu.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. `sentence` is what the audit log shows; it may use the fields,
    and always {by} and {on}."""

    sentence: ClassVar[Any] = ""

    def details(self) -> dict[str, Any]:
        """The event's own fields, as plain values for the record."""
        return asdict(self)

    @classmethod
    def code(cls) -> str:
        """The event's stable name: room and class, e.g. documents.Issued."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"


Reaction = Callable[..., Any]
_during: dict[type[Event], list[Reaction]] = defaultdict(list)
_after: dict[type[Event], list[Reaction]] = defaultdict(list)


def during(event: type[Event], reaction: Reaction) -> None:
    """Call `reaction(event, on=…, by=…)` inside the same transaction: they fail together."""
    if reaction not in _during[event]:
        _during[event].append(reaction)


def after(event: type[Event], reaction: Reaction) -> None:
    """Call `reaction(event, on=…, by=…)` once the transaction is committed."""
    if reaction not in _after[event]:
        _after[event].append(reaction)


def announce(event: Event, *, on: Any, by: Actor) -> None:
    """Tell the listeners. Called by `audit.record`, never by a room."""
    for reaction in _during[type(event)]:
        reaction(event, on=on, by=by)
    for reaction in _after[type(event)]:
        transaction.on_commit(lambda reaction=reaction: reaction(event, on=on, by=by))  # type: ignore[misc]
