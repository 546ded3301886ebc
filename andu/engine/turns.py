"""Whose turn it is: finding a seat, requiring that it is open, closing it."""

from collections.abc import Iterable, Iterator

from andu.engine.configuration import (
    Group,
    How,
    Position,
    Seat,
    SeatState,
    Vote,
    positions_in,
    seats_in,
)
from andu.engine.events import SeatClosed
from andu.engine.moves import settle
from andu.engine.nodes import Step
from andu.engine.work import Stop, Work

Seats = Iterator[tuple[Position, Seat]]


def my_turn(work: Work, by: int, number: int) -> tuple[Position, Seat, Step]:
    """The open seat, its position and step; refuse with what stands in the way."""
    work.require_running()
    for position, seat in all_seats(work):
        if seat.id == number:
            _require_open(position, seat, by)
            return position, seat, work.definition.step(position.node)
        if seat.given_from == number and _sits_for(seat, by):
            raise Stop("handed_on")
    raise Stop("seat_gone")


def _sits_for(seat: Seat, by: int) -> bool:
    """Whether this person gave the turn to somebody who sits there still."""
    given = seat.given_by is not None and seat.given_by.member == by
    return given and seat.state is not SeatState.VOID


def _require_open(position: Position, seat: Seat, by: int) -> None:
    if seat.who.is_pool:
        require_open_pool(seat)
        raise Stop("claim_first", step=position.node)
    if seat.who.member != by:
        raise Stop("not_your_seat")
    if seat.state is SeatState.CLOSED and seat.how is not None:
        raise Stop("seat_closed", how=seat.how.value, member=str(seat.who.member))
    if seat.state is SeatState.WAITING:
        raise Stop("seat_waiting")
    if seat.state is SeatState.VOID:
        raise Stop("seat_gone")


def require_open_pool(seat: Seat) -> None:
    """What became of a pool is told to anybody: it is nobody's own. It never waits for a turn."""
    if seat.state is not SeatState.OPEN:
        raise Stop("seat_gone")


def close(work: Work, position: Position, seat: Seat, how: How, vote: Vote) -> None:
    """Its person has acted, and the step moves as the verdict says."""
    say_closed(work, position, seat, how, vote)
    settle(work, position.region)


def say_closed(work: Work, position: Position, seat: Seat, how: How, vote: Vote) -> None:
    """Its person has acted; what follows is another matter."""
    place = (position.visit, position.node, position.region)
    work.say(SeatClosed(seat.id, *place, seat.who, how, vote))


def live_seats(work: Work) -> Seats:
    """The seats of where the run stands, in all branches."""
    return _seats_of(positions_in(work.configuration.position))


def all_seats(work: Work) -> Seats:
    """Those, and the seats of what has passed, newest first."""
    live = positions_in(work.configuration.position)
    return _seats_of((*live, *reversed(work.configuration.past)))


def _seats_of(positions: Iterable[Position]) -> Seats:
    for position in positions:
        if isinstance(position.inner, Group):
            for seat in seats_in(position.inner):
                yield position, seat
