"""How a group of seats decides. A verdict falls as soon as it is certain, or when all are heard."""

from dataclasses import replace
from enum import StrEnum

from andu.engine.configuration import Group, Seat, SeatState, Vote
from andu.engine.nodes import Mode


class Ruling(StrEnum):
    OPEN = "open"
    PASS = "pass"  # noqa: S105
    FAIL = "fail"


def ruling(member: Seat | Group) -> Ruling | None:
    """What a seat or group says; None when it does not count (a void seat, an empty group)."""
    if isinstance(member, Seat):
        return _seat_ruling(member)
    rulings = [said for said in map(ruling, member.members) if said is not None]
    if not rulings:
        return None
    hears_all = member.hear_all and member.mode is not Mode.ONE
    if hears_all and Ruling.OPEN in rulings:
        return Ruling.OPEN
    return _RULES[member.mode](rulings)


def verdict(group: Group) -> Ruling:
    """The verdict of a step's group; open while nobody counts."""
    return ruling(group) or Ruling.OPEN


def awaited(member: Seat | Group) -> tuple[int, ...]:
    """The seats whose turn it is: all undecided ones, or in an ordered group the first."""
    if ruling(member) is not Ruling.OPEN:
        return ()
    if isinstance(member, Seat):
        return (member.id,)
    turns = [turn for turn in map(awaited, member.members) if turn]
    if member.mode is Mode.IN_ORDER:
        turns = turns[:1]
    return tuple(seat for turn in turns for seat in turn)


def undecided(member: Seat | Group, seats: frozenset[int]) -> Seat | Group:
    """The same tree with these seats waiting again."""
    if isinstance(member, Group):
        return replace(member, members=tuple(undecided(each, seats) for each in member.members))
    if member.id not in seats:
        return member
    return Seat(member.id, member.who, SeatState.WAITING)


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


_RULES = {Mode.ONE: _one, Mode.ALL: _all, Mode.ANY: _any, Mode.IN_ORDER: _all}
