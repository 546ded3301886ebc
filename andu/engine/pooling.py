"""A pool: one seat stands for many people, and whoever takes it sits there (抢办, decision 0220).

Who they are the shell knows, and says with the command. To all other moves the seat is like any.
"""

from andu.engine.commands import Claim
from andu.engine.configuration import POOL, Position, Seat, Someone, Why
from andu.engine.events import Claimed, SeatOpened
from andu.engine.handing_on import require_free
from andu.engine.seating import void
from andu.engine.turns import all_seats, require_open_pool
from andu.engine.work import Stop, Work


def pool_at(work: Work, number: int) -> tuple[Position, Seat] | None:
    """The pool with this number, whatever became of it."""
    work.require_running()
    found = ((place, seat) for place, seat in all_seats(work) if seat.id == number)
    return next(((place, seat) for place, seat in found if seat.who.is_pool), None)


def take(work: Work, position: Position, seat: Seat, command: Claim) -> None:
    """One of its people sits in the place of the pool, and has the work."""
    require_open_pool(seat)
    who = command.who
    if who is None or who.member != command.by:
        raise Stop("not_candidate", step=position.node)
    require_free(position, seat, who)
    void(work, position, seat, Why.CLAIMED)
    _sit(work, position, seat, who)
    place = (position.visit, position.node, position.region)
    work.say(Claimed(*place, work.configuration.seats))


def put_back(work: Work, position: Position, seat: Seat) -> None:
    """The pool stands again in the place of whoever had taken the work."""
    void(work, position, seat, Why.RELEASED)
    _sit(work, position, seat, Someone(POOL))


def _sit(work: Work, position: Position, old: Seat, who: Someone) -> None:
    place = (position.visit, position.node, position.region)
    work.say(SeatOpened(work.next_seat(), *place, who, old.id))
