"""Transfer and reassign: somebody else sits in the same place of the group. No verdict falls."""

from andu.engine.commands import Reassign, Transfer
from andu.engine.configuration import How, Position, Seat, SeatState, Someone, Vote, Why, seats_in
from andu.engine.events import SeatOpened, SeatPlaced
from andu.engine.nodes import TransferRange
from andu.engine.seating import void
from andu.engine.turns import live_seats, my_turn, say_closed
from andu.engine.work import Stop, Work


def transfer(work: Work, command: Transfer) -> None:
    """My turn becomes somebody else's; I may take that back until he acts."""
    position, seat, step = my_turn(work, command.by, command.seat)
    if step is work.definition.draft_step:
        raise Stop("own_step")
    if step.transfer is TransferRange.NOBODY:
        raise Stop("may_not_transfer", step=step.key)
    if command.to.member == command.by:
        raise Stop("to_oneself")
    require_free(position, seat, command.to)
    say_closed(work, position, seat, How.TRANSFERRED, Vote.NONE)
    _seat_instead(work, position, seat, command.to)


def reassign(work: Work, command: Reassign) -> None:
    """An open or waiting seat is given to somebody else, whether its holder likes it or not."""
    work.require_running()
    position, seat = _held(work, command.seat)
    if position.node == work.definition.drafting.key and not command.own:
        raise Stop("own_step")
    put_instead(work, position, seat, command.to, Why.REASSIGNED)


def put_instead(work: Work, position: Position, seat: Seat, to: Someone, why: Why) -> None:
    """Somebody else gets a seat that is taken from its holder."""
    if to.member == seat.who.member:
        raise Stop("to_same_person")
    require_free(position, seat, to)
    void(work, position, seat, why)
    _seat_instead(work, position, seat, to)


def _held(work: Work, number: int) -> tuple[Position, Seat]:
    for position, seat in live_seats(work):
        if seat.id == number and seat.state in (SeatState.OPEN, SeatState.WAITING):
            return position, seat
        if seat.given_from == number:
            raise Stop("handed_on")
    raise Stop("seat_gone")


def require_free(position: Position, mine: Seat, to: Someone) -> None:
    """Nobody sits twice in one group: his one opinion would count as two. Acting on behalf of
    somebody absent is another turn."""
    for seat in seats_in(position.inner):
        who = (seat.who.member, seat.who.on_behalf_of)
        sits = seat.state is not SeatState.VOID and who == (to.member, to.on_behalf_of)
        if sits and seat.id != mine.id:
            raise Stop("sits_already", step=position.node)


def _seat_instead(work: Work, position: Position, old: Seat, to: Someone) -> None:
    kind = SeatOpened if old.state is SeatState.OPEN else SeatPlaced
    place = (position.visit, position.node, position.region)
    work.say(kind(work.next_seat(), *place, to, old.id))
