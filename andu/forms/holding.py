"""What a record belongs to: the rooms above tell it, so that a refusal can name it.

A value that may stand only once is free again when its matter has come to nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from andu.kit.actor import Actor


@dataclass(frozen=True)
class Holder:
    """The thing a record belongs to: what it is called for this person ("" when they may not see
    it), and whether it still counts: neither refused nor ended without a result."""

    name: str = ""
    counts: bool = True


Teller = Callable[[int, Actor], Holder | None]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """A room above holds records: `teller(record id, actor)` answers for its own, else None."""
    if teller not in _tellers:
        _tellers.append(teller)


def holder_of(record_id: int, actor: Actor) -> Holder:
    """What a record belongs to, as far as the person may know."""
    for teller in _tellers:
        found = teller(record_id, actor)
        if found is not None:
            return found
    return Holder()
