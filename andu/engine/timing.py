"""Time is up: what becomes of a turn nobody took, without anybody acting (到期动作, decision 0200).

The shell says when; here stands what may follow. Each concerns one open seat, and a seat that has
been handled meanwhile is refused like any other.
"""

from andu.engine.commands import TimeUp
from andu.engine.configuration import (
    Configuration,
    How,
    Position,
    Seat,
    SeatState,
    Vote,
    Why,
    fork_around,
)
from andu.engine.decision import NO_ANSWERS
from andu.engine.definition import Definition
from andu.engine.handing_on import put_instead
from andu.engine.moves import can_be_set, is_inside, set_position
from andu.engine.nodes import BEFORE, Automatic, LimitAct, Nature, ReadCounts, ReturnWay, Step
from andu.engine.seating import void
from andu.engine.turns import all_seats, close, live_seats
from andu.engine.work import Stop, Work


def time_up(work: Work, command: TimeUp) -> None:
    """The turn passes as agreed, goes back, or goes to somebody else."""
    position, seat, step = _untaken(work, command.seat)
    if step is work.definition.draft_step:
        raise Stop("own_step")
    if command.act is LimitAct.PASS:
        _pass(work, position, seat, step)
    elif command.act is LimitAct.RETURN:
        _return(work, position, seat, command.back)
    elif command.act is LimitAct.TRANSFER and command.to is not None:
        put_instead(work, position, seat, command.to, Why.OVERDUE)
    else:
        raise Stop("not_by_time", step=step.key)


def returns_to(definition: Definition, configuration: Configuration, seat: int, back: str) -> str:
    """The node a return by time from an open seat goes to; "" when there is no such seat."""
    work = Work(definition, configuration, NO_ANSWERS)
    found = next((place for place, each in live_seats(work) if each.id == seat), None)
    return _target(work, found, back) if found else ""


def passes_by_time(step: Step) -> bool:
    """Whether silence can stand for 同意 or 已阅 in a step: never for work, which somebody has to
    do, nor where the step says that even reading in silence is a no."""
    if step.nature is Nature.APPROVE:
        return step.read_counts_as is not ReadCounts.DISAGREE
    return step.nature is Nature.READ


def _untaken(work: Work, number: int) -> tuple[Position, Seat, Step]:
    work.require_running()
    for position, seat in all_seats(work):
        if seat.id == number:
            if seat.state is SeatState.CLOSED and seat.how is not None:
                raise Stop("seat_closed", how=seat.how.value, member=str(seat.who.member))
            if seat.state is SeatState.OPEN:
                return position, seat, work.definition.step(position.node)
    raise Stop("seat_gone")


def _pass(work: Work, position: Position, seat: Seat, step: Step) -> None:
    """Nobody's veto, and nobody's help, is passed over in silence."""
    if not passes_by_time(step) or seat.ballot.veto or seat.helps:
        raise Stop("not_by_time", step=step.key)
    close(work, position, seat, How.TIMED_OUT, Vote.FOR)


def _return(work: Work, position: Position, seat: Seat, back: str) -> None:
    step = work.definition.step(position.node)
    if seat.helps:
        raise Stop("helps_only", step=step.key)
    if not step.may_return:
        raise Stop("may_not_return", step=step.key)
    target = _target(work, position, back)
    void(work, position, seat, Why.OVERDUE)
    set_position(work, target, Why.RETURNED, aside=step.return_way is ReturnWay.STRAIGHT)


def _target(work: Work, position: Position, back: str) -> str:
    """The step that is named, or the one before; where the run has not been, the initiator's."""
    wanted = _before(work, position) if back == BEFORE else back
    draft = work.definition.drafting.key
    return draft if not wanted or can_be_set(work, wanted, position.region) else wanted


def _before(work: Work, position: Position) -> str:
    """The node the run was at last on its way here, from where it can come again."""
    region_of = work.definition.region_of
    found = [
        each for each in work.configuration.past
        if each.node != position.node
        and not isinstance(work.definition.nodes[each.node], Automatic)
        and is_inside(work.definition, position.region, each.region)
        and each.inside == fork_around(work.configuration, region_of[each.node])
    ]  # fmt: skip
    last = max(found, key=lambda each: (each.rank, each.visit), default=None)
    return last.node if last else ""
