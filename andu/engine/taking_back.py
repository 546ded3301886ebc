"""Withdraw and take back: a person calls his own act back while nobody has built on it."""

from collections.abc import Iterator

from andu.engine.commands import TakeBack, Withdraw
from andu.engine.configuration import (
    Group,
    How,
    Position,
    Seat,
    SeatState,
    Vote,
    Why,
    group_of,
    positions_in,
    seats_in,
    standing,
)
from andu.engine.definition import Withdrawal
from andu.engine.events import Restored, SeatOpened, SeatPlaced, Struck
from andu.engine.following import closed, what_followed
from andu.engine.moves import set_position
from andu.engine.nesting import and_aside
from andu.engine.nodes import Mode, Nature
from andu.engine.seating import open_again, void, void_open
from andu.engine.turns import all_seats
from andu.engine.verdicts import groups_around, is_open_around, undecided
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
    _require_nobody_after(position, seat)
    _require_it_mattered(position, seat)
    if position in work.configuration.past:
        _undo_passing(work, position, seat)
    else:
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
    """Refuse when anybody decided something that still counts.

    Of what is put aside the agreements do: they are kept when it comes back.
    """
    live = list(positions_in(work.configuration.position))
    for position in (*work.configuration.past, *and_aside(work.configuration.position)):
        is_aside = position not in live and position not in work.configuration.past
        acted = [s for s in closed(position) if not s.helps]
        seats = [s for s in acted if s.vote is Vote.FOR or not is_aside]
        if seats and _decides(work, position):
            raise Stop("already_decided", step=position.node)


def _decides(work: Work, position: Position) -> bool:
    """Submitting is no decision, nor is reading."""
    step = work.definition.step(position.node)
    return step is not work.definition.draft_step and step.nature is Nature.APPROVE


def _own_closed_seat(work: Work, command: TakeBack) -> tuple[Position, Seat]:
    for position in (*positions_in(work.configuration.position), *work.configuration.past):
        for seat in closed(position):
            if seat.id == command.seat and seat.how not in (How.RETURNED, How.TIMED_OUT):
                if seat.who.member != command.by:
                    raise Stop("not_your_seat")
                return position, seat
    raise Stop("nothing_to_take_back")


def _require_nobody_after(position: Position, seat: Seat) -> None:
    """In an ordered group, refuse when a later seat has acted."""
    later = {each.id for each in _later_in_order(position, seat)}
    if any(each.id in later for each in closed(position)):
        raise Stop("moved_on", step=position.node)


def _require_it_mattered(position: Position, seat: Seat) -> None:
    """Refuse where the others have decided the step, or their part of it, all the same (或签:
    somebody else agreed). Who was spared by the decision would be asked again, so their voices
    count as not given."""
    group = group_of(position)
    spared = {each.id for each in seats_in(group) if each.why is Why.SPARED}
    without = undecided(group, frozenset({seat.id, *spared}))
    if not is_open_around(without, seat.id):
        raise Stop("moved_on", step=position.node)


def _hold_the_later(work: Work, position: Position, mine: Seat) -> None:
    """In an ordered group the next one's turn has not come after all."""
    for seat in _later_in_order(position, mine):
        if seat.state is SeatState.OPEN:
            void(work, position, seat, Why.TAKEN_BACK)
            place = (position.visit, position.node, position.region)
            work.say(SeatPlaced(work.next_seat(), *place, seat.who, seat.id))


def _later_in_order(position: Position, mine: Seat) -> list[Seat]:
    """The seats that come after mine in an ordered group around it."""
    ordered = [g for g in groups_around(group_of(position), mine.id) if g.mode is Mode.IN_ORDER]
    return [seat for group in ordered for seat in _after(group, mine)]


def _after(group: Group, mine: Seat) -> Iterator[Seat]:
    member = next(m for m in group.members if mine in _seats_of(m))
    place = group.members.index(member)
    for later in group.members[place + 1 :]:
        yield from _seats_of(later)


def _seats_of(member: Seat | Group) -> tuple[Seat, ...]:
    return (member,) if isinstance(member, Seat) else tuple(seats_in(member))


def _undo_passing(work: Work, position: Position, seat: Seat) -> None:
    """What followed is struck, or put aside again if it had come back; the step stands again."""
    followed = what_followed(work, position, seat)
    if followed is None:
        raise Stop("moved_on", step=position.node)
    again = [*followed.forks, position]
    now, back = followed.now, again[0].back
    void_open(work, now, Why.TAKEN_BACK)
    aside = now is not None and back is not None and back.visit == now.visit
    gone = [*followed.idle, *([] if aside else positions_in(now))]
    for each in gone:
        work.say(Struck(each.visit, each.node, Why.TAKEN_BACK))
    for each in again:
        puts = aside and each is again[0]
        work.say(Restored(each.visit, each.node, each.region, each.after, puts))


def _open_mine(work: Work, region: str, mine: Seat) -> None:
    """Open the seat again, and with it those who had been spared by the decision."""
    position = standing(work.configuration, region)
    open_again(work, position, lambda seat: seat.id == mine.id or seat.why is Why.SPARED)
