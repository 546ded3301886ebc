"""How a group of seats decides. A verdict falls as soon as it is certain, or when all are heard."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import overload

from andu.engine.configuration import Group, Seat, SeatState, Vote, seats_in
from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Threshold


class Ruling(StrEnum):
    OPEN = "open"
    PASS = "pass"  # noqa: S105
    FAIL = "fail"


def ruling(member: Seat | Group) -> Ruling | None:
    """What a seat or group says; None when it does not count (a void seat, an empty group)."""
    if isinstance(member, Seat):
        return _seat_ruling(member)
    said = [(each, found) for each in member.members if (found := ruling(each)) is not None]
    rulings = [found for _, found in said]
    if not rulings:
        return None
    hears_all = member.hear_all and member.mode is not Mode.ONE
    if hears_all and Ruling.OPEN in rulings:
        return Ruling.OPEN
    if member.threshold is not None:
        return _vote(member.threshold, [(ballot_of(each), found) for each, found in said])
    return _RULES[member.mode](rulings)


def ballot_of(member: Seat | Group) -> Ballot:
    """What the voice of a place is worth: that of who sat there first."""
    if isinstance(member, Seat):
        return member.ballot
    return ballot_of(member.members[member.anchor - 1]) if member.anchor else PLAIN_BALLOT


def verdict(group: Group) -> Ruling:
    """The verdict of a step's group; open while nobody counts."""
    return ruling(group) or Ruling.OPEN


def awaited(member: Seat | Group) -> tuple[int, ...]:
    """The seats whose turn it is: all undecided ones, or in an ordered group the first."""
    if ruling(member) is not Ruling.OPEN:
        return ()
    if isinstance(member, Seat):
        return (member.id,)
    members = member.members
    if member.claimed:
        members = tuple(each for each in members if _has(each, member.claimed)) or members
    turns = [turn for turn in map(awaited, members) if turn]
    if member.mode is Mode.IN_ORDER:
        turns = turns[:1]
    return tuple(seat for turn in turns for seat in turn)


def _has(member: Seat | Group, seat: int) -> bool:
    is_it = isinstance(member, Seat) and member.id == seat
    return is_it or (isinstance(member, Group) and bool(groups_around(member, seat)))


def decided_inside(group: Group) -> Iterator[Seat]:
    """The seats nobody has closed in groups within this one that have decided all the same."""
    for member in group.members:
        if isinstance(member, Group):
            over = ruling(member) in (Ruling.PASS, Ruling.FAIL)
            yield from _undecided_in(member) if over else decided_inside(member)


def _undecided_in(group: Group) -> Iterator[Seat]:
    silent = (SeatState.OPEN, SeatState.WAITING)
    yield from (seat for seat in seats_in(group) if seat.state in silent)


def groups_around(group: Group, seat: int) -> tuple[Group, ...]:
    """The groups a seat lies in, outermost first; empty when it does not."""
    for member in group.members:
        if isinstance(member, Group):
            if inner := groups_around(member, seat):
                return (group, *inner)
        elif member.id == seat:
            return (group,)
    return ()


def is_open_around(group: Group, seat: int) -> bool:
    """Whether a seat matters still: no group it lies in has decided."""
    return all(ruling(each) is Ruling.OPEN for each in groups_around(group, seat))


@overload
def undecided(member: Group, seats: frozenset[int]) -> Group: ...


@overload
def undecided(member: Seat, seats: frozenset[int]) -> Seat: ...


def undecided(member: Seat | Group, seats: frozenset[int]) -> Seat | Group:
    """The same tree with these seats waiting again."""
    if isinstance(member, Group):
        return replace(member, members=tuple(undecided(each, seats) for each in member.members))
    if member.id not in seats:
        return member
    return replace(member, state=SeatState.WAITING, how=None, vote=Vote.NONE, why=None)


def can_pass(group: Group) -> bool:
    """Whether the group passes if everybody who has yet to act agrees, or is yet to be found."""
    return ruling(_agreed(group)) is not Ruling.FAIL


def _agreed(member: Seat | Group) -> Seat | Group:
    if isinstance(member, Group):
        return replace(member, members=tuple(map(_agreed, member.members)))
    is_silent = _seat_ruling(member) is Ruling.OPEN
    return replace(member, vote=Vote.FOR) if is_silent else member


def _seat_ruling(seat: Seat) -> Ruling | None:
    if seat.state is SeatState.VOID:
        return None
    return {Vote.FOR: Ruling.PASS, Vote.AGAINST: Ruling.FAIL}.get(seat.vote, Ruling.OPEN)


def _one(said: list[Ruling]) -> Ruling:
    return next((each for each in said if each is not Ruling.OPEN), Ruling.OPEN)


def _all(said: list[Ruling]) -> Ruling:
    if Ruling.FAIL in said:
        return Ruling.FAIL
    return Ruling.OPEN if Ruling.OPEN in said else Ruling.PASS


def _any(said: list[Ruling]) -> Ruling:
    if Ruling.PASS in said:
        return Ruling.PASS
    return Ruling.OPEN if Ruling.OPEN in said else Ruling.FAIL


def _vote(threshold: Threshold, said: list[tuple[Ballot, Ruling]]) -> Ruling:
    if any(ballot.veto and found is Ruling.FAIL for ballot, found in said):
        return Ruling.FAIL
    weights = {one: sum(b.weight for b, found in said if found is one) for one in Ruling}
    needed = threshold.of(sum(weights.values()))
    if weights[Ruling.PASS] >= needed and not _may_veto(said):
        return Ruling.PASS
    can_reach = weights[Ruling.PASS] + weights[Ruling.OPEN] >= needed
    return Ruling.OPEN if can_reach else Ruling.FAIL


def _may_veto(said: list[tuple[Ballot, Ruling]]) -> bool:
    """Whether somebody with a veto has yet to speak: a veto passed over would be none."""
    return any(ballot.veto and found is Ruling.OPEN for ballot, found in said)


_RULES = {Mode.ONE: _one, Mode.ALL: _all, Mode.ANY: _any, Mode.IN_ORDER: _all}
