"""加签, 减签, 委派 (decision 0190): others sit around a chair, or go again."""

from andu.engine import commands as c
from andu.engine.configuration import Someone
from andu.engine.nodes import Nature
from andu.engine.tests.model.circles import part_of, parts_around
from andu.engine.tests.model.handing_on import sits_there
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import call, lose, new_chair, replace_chair, turn_of
from andu.engine.tests.model.state import Chair, Circle, Refused, Stand
from andu.engine.tests.model.turns import settle, turn_to_act


def add(matter: Matter, command: c.AddSigners | c.Consign) -> None:
    _, stand, chair = turn_to_act(matter, command.by, command.seat)
    helps = isinstance(command, c.Consign)
    if isinstance(command, c.AddSigners):
        where, mode, people = command.where.value, command.mode.value, command.to
        if mode not in ("all", "any", "in_order"):
            raise Refused("mode_not_here")
    else:
        where, mode, people = "before", "one", (command.to,)
    _allow(matter, stand, chair, command.by, people)
    added = [new_chair(matter, person, "waiting") for person in people]
    for each in added:
        each.added_by, each.helps = command.by, helps or chair.helps
    chair.circles.append(Circle(where, mode, added))
    if where == "before":
        lose(chair, "postponed")
        replace_chair(matter, stand, chair, chair.person, "waiting")
    call(matter, stand)


def _allow(
    matter: Matter, stand: Stand, chair: Chair, by: int, people: tuple[Someone, ...]
) -> None:
    if stand.node == matter.draft:
        raise Refused("own_step")
    step = matter.step(stand.node)
    if step.nature is Nature.READ:
        raise Refused("for_reading_only")
    if not step.may_add:
        raise Refused("may_not_add")
    if any(len(parts_around(part_of(top), chair)) >= 40 for top in stand.chairs):
        raise Refused("too_deep")
    if not people:
        raise Refused("nobody_named")
    if len({turn_of(each) for each in people}) < len(people):
        raise Refused("named_twice")
    for each in people:
        if each.member == by:
            raise Refused("adds_oneself")
        if sits_there(stand, each):
            raise Refused("sits_already")


def remove(matter: Matter, command: c.RemoveSigner) -> None:
    """Together with all whom they have gathered themselves."""
    found = matter.standing(command.seat)
    if found is None:
        raise Refused("seat_gone")
    trail, stand, chair = found
    if chair.added_by != command.by:
        raise Refused("not_added_by_you")
    if chair.state == "void":
        raise Refused("seat_gone")
    if any(each.has_acted for each in chair.everyone()):
        raise Refused("has_acted")
    for each in chair.everyone():
        lose(each, "removed")
    settle(matter, trail, stand)
