"""抢办: one of several candidates takes the work; the others wait until it is given up or done."""

from andu.engine.commands import Claim, Release, Reorder
from andu.engine.configuration import (
    Group,
    Position,
    Seat,
    SeatState,
    Why,
    group_of,
    positions_in,
    seats_in,
    standing,
)
from andu.engine.events import Claimed, Reordered, SeatPlaced
from andu.engine.nodes import Mode
from andu.engine.pooling import pool_at, put_back, take
from andu.engine.seating import call_next, void
from andu.engine.turns import my_turn
from andu.engine.verdicts import groups_around
from andu.engine.work import Stop, Work


def claim(work: Work, command: Claim) -> None:
    """My turn alone, until I act or give it up."""
    pool = pool_at(work, command.seat)
    if pool is not None:
        take(work, *pool, command)
        return
    position, seat, step = my_turn(work, command.by, command.seat)
    if step is work.definition.draft_step:
        raise Stop("own_step")
    group = group_of(position)
    if group.claimed:
        raise Stop("claimed_already")
    others = [each for each in seats_in(group) if each.state is SeatState.OPEN and each is not seat]
    if group.mode is not Mode.ONE or not others or len(groups_around(group, seat.id)) > 1:
        raise Stop("nothing_to_claim", step=step.key)
    place = (position.visit, position.node, position.region)
    work.say(Claimed(*place, seat.id))
    for each in others:
        void(work, position, each, Why.CLAIMED)
        work.say(SeatPlaced(work.next_seat(), *place, each.who, each.id))


def release(work: Work, command: Release) -> None:
    """Everybody may act again."""
    position, seat, step = my_turn(work, command.by, command.seat)
    if group_of(position).claimed != seat.id:
        raise Stop("nothing_to_release", step=step.key)
    if seat.of_pool:
        put_back(work, position, seat)
    work.say(Claimed(position.visit, position.node, position.region, 0))
    call_next(work, standing(work.configuration, position.region))


def reorder(work: Work, command: Reorder) -> None:
    """The order of those still to come."""
    work.require_running()
    for position in positions_in(work.configuration.position):
        waiting = still_to_come(position)
        if waiting and set(command.seats) == set(waiting) and len(command.seats) == len(waiting):
            if command.seats == waiting:
                raise Stop("same_order", step=position.node)
            place = (position.visit, position.node, position.region)
            work.say(Reordered(*place, command.seats))
            return
    raise Stop("not_to_come")


def still_to_come(position: Position) -> tuple[int, ...]:
    """The waiting seats of an ordered step that stand for themselves."""
    group = position.inner
    if not isinstance(group, Group) or group.mode is not Mode.IN_ORDER:
        return ()
    seats = [each for each in group.members if isinstance(each, Seat)]
    return tuple(each.id for each in seats if each.state is SeatState.WAITING)
