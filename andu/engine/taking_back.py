"""Withdraw and take back: a person calls his own act back while nobody has built on it."""

from andu.engine.commands import TakeBack, Withdraw
from andu.engine.configuration import (
    Group,
    How,
    Position,
    Seat,
    SeatState,
    Why,
    at,
    positions_in,
    seats_in,
)
from andu.engine.definition import Withdrawal
from andu.engine.events import Restored, SeatOpened, SeatPlaced, Struck
from andu.engine.moves import is_inside, set_position
from andu.engine.nodes import Mode, Nature
from andu.engine.seating import open_again, void, void_open
from andu.engine.turns import all_seats
from andu.engine.work import Stop, Work


def withdraw(work: Work, command: Withdraw) -> None:
    """The initiator calls the matter back to his own step; he may then resubmit or end it."""
    work.require_running()
    initiator = work.configuration.initiator
    if initiator is None or initiator.member != command.by:
        raise Stop("not_initiator")
    draft = work.definition.drafting.key
    position = work.configuration.position
    if position is not None and position.node == draft:
        raise Stop("already_with_initiator")
    if work.definition.withdrawal is Withdrawal.NEVER:
        raise Stop("withdrawal_never")
    if work.definition.withdrawal is Withdrawal.UNTIL_FIRST_DECISION:
        _require_undecided(work)
    set_position(work, draft, Why.WITHDRAWN, aside=False)


def take_back(work: Work, command: TakeBack) -> None:
    """A handler's decision is undone: his step stands again as it was, with his seat open."""
    work.require_running()
    if not work.definition.take_back:
        raise Stop("take_back_never")
    if _undo_transfer(work, command):
        return
    position, seat = _own_closed_seat(work, command)
    if position.node == work.definition.drafting.key:
        raise Stop("use_withdraw")
    if any(each.visit == position.visit for each in work.configuration.past):
        _undo_passing(work, position, seat)
        return
    _require_nobody_after(position, seat)
    _hold_the_later(work, position, seat)
    void(work, position, seat, Why.TAKEN_BACK)
    _open_mine(work, position.region, seat)


def _undo_transfer(work: Work, command: TakeBack) -> bool:
    """Sit again where I have put somebody else, until he acts."""
    for position, seat in all_seats(work):
        if seat.given_by is None or seat.given_from != command.seat:
            continue
        if seat.given_by.member != command.by:
            raise Stop("not_your_seat")
        if seat.state is not SeatState.OPEN:
            raise Stop("moved_on", step=position.node)
        void(work, position, seat, Why.TAKEN_BACK)
        place = (position.visit, position.node, position.region)
        work.say(SeatOpened(work.next_seat(), *place, seat.given_by, seat.id))
        return True
    return False


def _require_undecided(work: Work) -> None:
    """Refuse when anybody decided something that still counts."""
    draft = work.definition.drafting.key
    live = positions_in(work.configuration.position)
    for position in (*work.configuration.past, *live):
        if position.node != draft and _closed(position) and _decides(work, position):
            raise Stop("already_decided", step=position.node)


def _decides(work: Work, position: Position) -> bool:
    """Reading is no decision."""
    return work.definition.step(position.node).nature is Nature.APPROVE


def _closed(position: Position) -> list[Seat]:
    if not isinstance(position.inner, Group):
        return []
    return [seat for seat in seats_in(position.inner) if seat.state is SeatState.CLOSED]


def _own_closed_seat(work: Work, command: TakeBack) -> tuple[Position, Seat]:
    for position in (*positions_in(work.configuration.position), *work.configuration.past):
        for seat in _closed(position):
            if seat.id == command.seat and seat.how is not How.RETURNED:
                if seat.who.member != command.by:
                    raise Stop("not_your_seat")
                return position, seat
    raise Stop("nothing_to_take_back")


def _require_nobody_after(position: Position, seat: Seat) -> None:
    """In an ordered group, refuse when a later seat has acted."""
    later = {each.id for each in _later_in_order(position, seat)}
    if any(each.id in later for each in _closed(position)):
        raise Stop("moved_on", step=position.node)


def _hold_the_later(work: Work, position: Position, mine: Seat) -> None:
    """In an ordered group the next one's turn has not come after all."""
    for seat in _later_in_order(position, mine):
        if seat.state is SeatState.OPEN:
            void(work, position, seat, Why.TAKEN_BACK)
            place = (position.visit, position.node, position.region)
            work.say(SeatPlaced(work.next_seat(), *place, seat.who, seat.id))


def _later_in_order(position: Position, mine: Seat) -> list[Seat]:
    if not isinstance(position.inner, Group) or position.inner.mode is not Mode.IN_ORDER:
        return []
    order = list(seats_in(position.inner))
    return order[order.index(mine) + 1 :]


def _undo_passing(work: Work, position: Position, seat: Seat) -> None:
    outer = _require_untouched(work, position, seat)
    before = at(work.configuration, outer)
    void_open(work, before, Why.TAKEN_BACK)
    for each in list(positions_in(before)):
        if each.visit > position.visit:  # what it had put aside is older, and stays
            work.say(Struck(each.visit, each.node, Why.TAKEN_BACK))
    _stand_again(work, position, outer)
    void(work, position, seat, Why.TAKEN_BACK)
    _open_mine(work, position.region, seat)


def _require_untouched(work: Work, position: Position, seat: Seat) -> str:
    """The region that holds the position and all that followed; refuse when anybody acted."""
    followed = [
        each for each in positions_in(work.configuration.position) if _follows(each, position)
    ]
    gone = [each for each in work.configuration.past if _follows(each, position)]
    acted = [each for place in followed for each in _closed(place) if each.id > seat.id]
    if gone or acted or not followed:
        raise Stop("moved_on", step=position.node)
    definition = work.definition
    path = definition.path_to[position.region]
    return next(
        region
        for region in reversed(path)
        if all(is_inside(definition, each.region, region) for each in followed)
    )


def _follows(later: Position, earlier: Position) -> bool:
    return later.after == earlier.visit


def _stand_again(work: Work, position: Position, outer: str) -> None:
    """Restore the forks on the way down to the position, then the position."""
    path = work.definition.path_to[position.region]
    for region in path[path.index(outer) + 1 :]:
        fork = work.definition.fork_of[region]
        found = next(each for each in reversed(work.configuration.past) if each.node == fork)
        work.say(Restored(found.visit, found.node, found.region, found.after))
    work.say(Restored(position.visit, position.node, position.region, position.after))


def _open_mine(work: Work, region: str, mine: Seat) -> None:
    """Open the seat again, and with it those who had been spared by the decision."""
    position = at(work.configuration, region)
    if position is not None:
        open_again(work, position, lambda seat: seat.id == mine.id or seat.why is Why.SPARED)
