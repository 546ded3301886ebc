"""抢办, its release, and another order for those still to come (decision 0191)."""

from andu.engine import commands as c
from andu.engine.configuration import POOL, Someone
from andu.engine.nodes import Mode
from andu.engine.tests.model.handing_on import sits_there
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import call, lose, replace_chair
from andu.engine.tests.model.state import Refused, live
from andu.engine.tests.model.turns import turn_to_act


def claim(matter: Matter, command: c.Claim) -> None:
    if take(matter, command):
        return
    _, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.node == matter.draft:
        raise Refused("own_step")
    if stand.claimed:
        raise Refused("claimed_already")
    others = [each for each in stand.everyone if each.state == "open" and each is not chair]
    is_first_come = matter.step(stand.node).mode is Mode.ONE
    if not is_first_come or not others or chair not in stand.chairs or chair.circles:
        raise Refused("nothing_to_claim")
    stand.claimed = chair.number
    for each in others:
        lose(each, "claimed")
        replace_chair(matter, stand, each, each.person, "waiting")


def take(matter: Matter, command: c.Claim) -> bool:
    """The chair of many becomes that of the one who says to be of them; whether it was such."""
    found = matter.standing(command.seat) or matter.in_past(command.seat)
    if found is None or found[2].person.member != POOL:
        return False
    _, stand, chair = found
    if chair.state != "open":
        raise Refused("seat_waiting" if chair.state == "waiting" else "seat_gone")
    if command.who is None or command.who.member != command.by:
        raise Refused("not_candidate")
    if sits_there(stand, command.who):
        raise Refused("sits_already")
    lose(chair, "claimed")
    stand.claimed = replace_chair(matter, stand, chair, command.who, "open").number
    return True


def release(matter: Matter, command: c.Release) -> None:
    _, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.claimed != chair.number:
        raise Refused("nothing_to_release")
    if stand.pooled:
        lose(chair, "released")
        replace_chair(matter, stand, chair, Someone(POOL), "open")
    stand.claimed = 0
    call(matter, stand)


def reorder(matter: Matter, command: c.Reorder) -> None:
    for _, stand in live(matter.run.root):
        if not stand.chairs or matter.step(stand.node).mode is not Mode.IN_ORDER:
            continue
        row = [each for each in stand.chairs if each.state == "waiting" and not each.circles]
        if row and sorted(each.number for each in row) == sorted(command.seats):
            if [each.number for each in row] == list(command.seats):
                raise Refused("same_order")
            wanted = iter(sorted(row, key=lambda each: command.seats.index(each.number)))
            stand.chairs = [next(wanted) if each in row else each for each in stand.chairs]
            return
    raise Refused("not_to_come")
