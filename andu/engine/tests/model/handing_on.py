"""转办 and 改派: somebody else is put into a chair, and its place is kept (decision 0081)."""

from andu.engine import commands as c
from andu.engine.configuration import Someone
from andu.engine.nodes import TransferRange
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import lose, replace_chair, turn_of
from andu.engine.tests.model.state import Refused, Stand, live
from andu.engine.tests.model.turns import close, turn_to_act


def transfer(matter: Matter, command: c.Transfer) -> None:
    _, stand, chair = turn_to_act(matter, command.by, command.seat)
    if stand.node == matter.draft:
        raise Refused("own_step")
    if matter.step(stand.node).transfer is TransferRange.NOBODY:
        raise Refused("may_not_transfer")
    if command.to.member == command.by:
        raise Refused("to_oneself")
    if any(
        turn_of(each.person) == turn_of(command.to)
        for each in stand.everyone
        if each.state != "void"
    ):
        raise Refused("sits_already")
    close(matter, chair, "transferred", "none")
    new = replace_chair(matter, stand, chair, command.to, "open")
    new.given_from, new.given_by = chair.number, chair.person


def reassign(matter: Matter, command: c.Reassign) -> None:
    found = matter.standing(command.seat)
    standing = [chair for _, stand in live(matter.run.root) for chair in stand.everyone]
    if any(chair.given_from == command.seat for chair in standing):
        raise Refused("handed_on")
    if found is None or not found[2].is_undecided:
        raise Refused("seat_gone")
    _, stand, chair = found
    if stand.node == matter.draft and not command.own:
        raise Refused("own_step")
    if chair.person.member == command.to.member:
        raise Refused("to_same_person")
    if any(
        turn_of(each.person) == turn_of(command.to)
        for each in stand.everyone
        if each.state != "void"
    ):
        raise Refused("sits_already")
    state = chair.state
    lose(chair, "reassigned")
    replace_chair(matter, stand, chair, command.to, state)


def sits_there(stand: Stand, person: Someone) -> bool:
    """Whether somebody has a turn in this step already, or had it and acted."""
    taken = {turn_of(chair.person) for chair in stand.everyone if chair.state != "void"}
    return turn_of(person) in taken
