"""到期动作: what becomes of a chair whose person let the time pass (decision 0200)."""

from andu.engine import commands as c
from andu.engine.nodes import BEFORE, Fork, LimitAct, Nature, ReadCounts, ReturnWay, Step
from andu.engine.tests.model.going_back import can_repeat, go_back
from andu.engine.tests.model.handing_on import sits_there
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import lose, replace_chair, turn_of
from andu.engine.tests.model.state import Chair, Refused, Stand, Trail
from andu.engine.tests.model.turns import close, settle
from andu.engine.tests.model.walking import is_machine


def time_up(matter: Matter, command: c.TimeUp) -> None:
    trail, stand, chair = _still_open(matter, command.seat)
    if stand.node == matter.draft:
        raise Refused("own_step")
    match command.act:
        case LimitAct.PASS:
            _silence(matter, trail, stand, chair)
        case LimitAct.RETURN:
            _send_back(matter, trail, stand, chair, command.back)
        case LimitAct.TRANSFER if command.to is not None:
            if command.to.member == chair.person.member:
                raise Refused("to_same_person")
            others = turn_of(command.to) != turn_of(chair.person)
            if others and sits_there(stand, command.to):
                raise Refused("sits_already")
            lose(chair, "overdue")
            replace_chair(matter, stand, chair, command.to, "open")
        case _:
            raise Refused("not_by_time")


def _still_open(matter: Matter, number: int) -> tuple[Trail, Stand, Chair]:
    """Whoever was faster than the clock keeps what they did."""
    found = matter.standing(number) or matter.in_past(number)
    if found is None or found[2].state in ("waiting", "void"):
        raise Refused("seat_gone")
    if found[2].state == "closed":
        raise Refused("seat_closed")
    return found


def _silence(matter: Matter, trail: Trail, stand: Stand, chair: Chair) -> None:
    """Silence agrees where somebody reads or approves, unless even reading would be a no there, or
    the person could forbid it all, or works for somebody else."""
    step = matter.step(stand.node)
    is_strict = step.nature is Nature.APPROVE and step.read_counts_as is ReadCounts.DISAGREE
    if step.nature is Nature.WORK or is_strict or chair.ballot.veto or chair.helps:
        raise Refused("not_by_time")
    close(matter, chair, "timed_out", "for")
    settle(matter, trail, stand)


def _send_back(matter: Matter, trail: Trail, stand: Stand, chair: Chair, back: str) -> None:
    step = matter.step(stand.node)
    if chair.helps:
        raise Refused("helps_only")
    if not step.may_return:
        raise Refused("may_not_return")
    target = _wanted(matter, trail, stand, back)
    lose(chair, "overdue")
    straight = step.return_way is ReturnWay.STRAIGHT
    go_back(matter, target, straight=straight, why="returned")


def _wanted(matter: Matter, trail: Trail, stand: Stand, back: str) -> str:
    """The step asked for, or the one before along the way; else the initiator's."""
    if back != BEFORE:
        is_place = isinstance(matter.nodes.get(back), Step | Fork)
        return back if is_place and can_repeat(matter, trail.region, back) else matter.draft
    trails = [each for each in matter.trails() if matter.holds(each.region, trail.region)]
    done = [each for around in trails for each in around.done]
    before = [e for e in done if e.node != stand.node and not is_machine(matter, e.node)]
    last = max(before, key=lambda each: (each.place, each.visit), default=None)
    return last.node if last else matter.draft
