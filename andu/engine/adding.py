"""加签, 减签, 委派: other people come to sit in the place of one seat, or go from it again."""

from andu.engine.commands import AddSigners, Consign, RemoveSigner
from andu.engine.configuration import (
    Group,
    Position,
    Seat,
    SeatState,
    Someone,
    Why,
    group_of,
    seats_in,
    standing,
)
from andu.engine.events import SeatPlaced, SignersAdded
from andu.engine.handing_on import require_free
from andu.engine.moves import settle
from andu.engine.nodes import Mode, Nature, Step, Where
from andu.engine.seating import call_next, void
from andu.engine.turns import live_seats, my_turn
from andu.engine.verdicts import groups_around
from andu.engine.work import Stop, Work

DEEPEST = 40  # groups around a seat; each addition makes two at most
MODES = (Mode.ALL, Mode.ANY, Mode.IN_ORDER)


def add_signers(work: Work, command: AddSigners) -> None:
    """Others sign in my place besides me: before, after or beside me, decided as I say."""
    position, seat, step = my_turn(work, command.by, command.seat)
    if command.mode not in MODES:
        raise Stop("mode_not_here", mode=command.mode.value)
    _require_may_add(work, position, seat, step)
    _require_newcomers(position, seat, command.by, command.to)
    _let_sit(work, position, seat, command, helps=seat.helps)


def consign(work: Work, command: Consign) -> None:
    """A helper does the work first; then it is my turn again."""
    position, seat, step = my_turn(work, command.by, command.seat)
    _require_may_add(work, position, seat, step)
    _require_newcomers(position, seat, command.by, (command.to,))
    asked = AddSigners(command.by, seat.id, (command.to,), Where.BEFORE)
    _let_sit(work, position, seat, asked, helps=True)


def remove_signer(work: Work, command: RemoveSigner) -> None:
    """Whom I have added goes again, with all whom they have added, unless one of them acted."""
    work.require_running()
    position, seat = _added_seat(work, command)
    place = _place_of(group_of(position), seat)
    there = [place] if isinstance(place, Seat) else list(seats_in(place))
    if any(each.state is SeatState.CLOSED for each in there):
        raise Stop("has_acted", step=position.node)
    for each in there:
        if each.state is not SeatState.VOID:
            void(work, position, each, Why.REMOVED)
    settle(work, position.region)


def _require_may_add(work: Work, position: Position, seat: Seat, step: Step) -> None:
    if step is work.definition.draft_step:
        raise Stop("own_step")
    if step.nature is Nature.READ:
        raise Stop("for_reading_only", step=step.key)
    if not step.may_add:
        raise Stop("may_not_add", step=step.key)
    if len(groups_around(group_of(position), seat.id)) > DEEPEST:
        raise Stop("too_deep", step=step.key)


def _require_newcomers(
    position: Position, mine: Seat, by: int, people: tuple[Someone, ...]
) -> None:
    if not people:
        raise Stop("nobody_named")
    if len({(each.member, each.on_behalf_of) for each in people}) < len(people):
        raise Stop("named_twice")
    for each in people:
        if each.member == by:
            raise Stop("adds_oneself")
        require_free(position, mine, each)


def _let_sit(work: Work, position: Position, mine: Seat, asked: AddSigners, *, helps: bool) -> None:
    place = (position.visit, position.node, position.region)
    where, mode, people = asked.where, asked.mode, asked.to
    first = work.next_seat()
    work.say(SignersAdded(mine.id, *place, where, mode, first, people, asked.by, helps))
    if asked.where is Where.BEFORE:
        void(work, position, mine, Why.POSTPONED)
        work.say(SeatPlaced(work.next_seat(), *place, mine.who, mine.id))
    call_next(work, standing(work.configuration, position.region))


def _added_seat(work: Work, command: RemoveSigner) -> tuple[Position, Seat]:
    for position, seat in live_seats(work):
        if seat.id == command.seat:
            if seat.added_by != command.by:
                raise Stop("not_added_by_you")
            if seat.state is SeatState.CLOSED:
                raise Stop("has_acted", step=position.node)
            if seat.state is SeatState.VOID:
                break
            return position, seat
    raise Stop("seat_gone")


def _place_of(group: Group, seat: Seat) -> Seat | Group:
    """What stands in the place that was made for this seat: itself, or with whom it has added. It
    ends at the step's own group at the latest: that one has no anchor."""
    place: Seat | Group = seat
    around = list(groups_around(group, seat.id))
    while around[-1].anchor and around[-1].members[around[-1].anchor - 1] is place:
        place = around.pop()
    return place
