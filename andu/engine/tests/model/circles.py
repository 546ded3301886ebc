"""加签: the people somebody has gathered around a chair, and what all of them come to.

A chair's circles lie around it, the oldest outermost. Laid out as plain pairs (how, members) they
can be asked: what do they say, and whose turn is it. `silent` are chairs taken as unheard.
"""

from collections.abc import Collection
from typing import Any

from andu.engine.tests.model.state import Chair

FOR, AGAINST, NONE = "for", "against", "none"
NOBODY: Collection[Chair] = ()
Part = Any  # a Chair, or (how they decide, [Part, …])


def part_of(chair: Chair) -> Part:
    """A chair with all its circles."""
    inner: Part = chair
    for circle in reversed(chair.circles):
        others = [part_of(each) for each in circle.chairs]
        if circle.where == "beside":
            inner = (circle.mode, [inner, *others])
        elif circle.where == "before":
            inner = ("in_order", [(circle.mode, others), inner])
        else:
            inner = ("in_order", [inner, (circle.mode, others)])
    return inner


def says(part: Part, silent: Collection[Chair] = NOBODY) -> str | None:
    """for, against, or none yet; nothing at all (None) where everybody was taken away again."""
    if isinstance(part, Chair):
        if part.why == "removed":
            return None
        return NONE if part in silent else part.vote
    how, members = part
    said = [each for each in (says(member, silent) for member in members) if each is not None]
    if not said:
        return None
    order = (FOR, NONE, AGAINST) if how == "any" else (AGAINST, NONE, FOR)
    return next(word for word in order if word in said)


def asked(part: Part, silent: Collection[Chair] = NOBODY) -> list[Chair]:
    """Whose turn it is in a part that has not decided."""
    if says(part, silent) != NONE:
        return []
    if isinstance(part, Chair):
        return [part]
    return first_or_all(part[0], [asked(member, silent) for member in part[1]])


def first_or_all(how: str, turns: list[list[Chair]]) -> list[Chair]:
    """In order only the first who are undecided; else everybody."""
    turns = [each for each in turns if each]
    return [chair for each in (turns[:1] if how == "in_order" else turns) for chair in each]


def parts_around(part: Part, chair: Chair) -> list[Part]:
    """The part itself and every part in it that the chair lies in, but for the chair alone."""
    if isinstance(part, Chair):
        return []
    for member in part[1]:
        if member is chair or parts_around(member, chair):
            return [part, *parts_around(member, chair)]
    return []


def people_in(part: Part) -> list[Chair]:
    if isinstance(part, Chair):
        return [part]
    return [chair for member in part[1] for chair in people_in(member)]


def overruled(part: Part) -> list[Chair]:
    """Who has not acted though those around him have decided."""
    if isinstance(part, Chair):
        return []
    if says(part) in (FOR, AGAINST):
        return [chair for chair in people_in(part) if chair.is_undecided]
    return [chair for member in part[1] for chair in overruled(member)]
