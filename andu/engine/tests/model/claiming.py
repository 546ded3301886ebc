"""抢办, its release, and another order for those still to come (decision 0191)."""

from andu.engine import commands as c
from andu.engine.nodes import Mode
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import call, lose, replace_chair
from andu.engine.tests.model.state import Refused, live
from andu.engine.tests.model.turns import turn_to_act


def claim(matter: Matter, command: c.Claim) -> None:
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


def release(matter: Matter, command: c.Release) -> None:
    _, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.claimed != chair.number:
        raise Refused("nothing_to_release")
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
