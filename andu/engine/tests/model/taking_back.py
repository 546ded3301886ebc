"""拿回: a handler calls back what he did, while nobody has acted because of it (decision 0012)."""

from andu.engine.commands import TakeBack
from andu.engine.nodes import Automatic
from andu.engine.tasks import Wait
from andu.engine.tests.model.circles import part_of, parts_around, people_in
from andu.engine.tests.model.going_back import fall_silent
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import ask_again, lose, matters, replace_chair
from andu.engine.tests.model.state import Chair, Refused, Stand, Trail, everything, live


def take_back(matter: Matter, command: TakeBack) -> None:
    if not matter.definition.take_back:
        raise Refused("take_back_never")
    if take_back_what_was_given(matter, command):
        return
    found = matter.standing(command.seat) or matter.in_past(command.seat)
    if found is None or not found[2].has_acted or found[2].how == "timed_out":
        raise Refused("nothing_to_take_back")
    trail, stand, chair = found
    if chair.person.member != command.by:
        raise Refused("not_your_seat")
    if stand.node == matter.draft:
        raise Refused("use_withdraw")
    if later_in_order_acted(matter, stand, chair) or decided_without(matter, stand, chair):
        raise Refused("moved_on")
    if trail.now is not stand:
        if is_aside(matter, stand):
            raise Refused("moved_on")
        undo_passing(matter, trail, stand)
    spared = [each for each in stand.everyone if each.why == "spared"]
    ask_again(matter, stand, [chair, *spared], "taken_back")


def take_back_what_was_given(matter: Matter, command: TakeBack) -> bool:
    """A turn handed over comes back to its giver while the receiver has it open."""
    for _, stand, chair in matter.every_chair():
        if chair.given_from == command.seat and chair.given_by is not None:
            if chair.given_by.member != command.by:
                raise Refused("not_your_seat")
            if chair.state != "open":
                raise Refused("moved_on")
            lose(chair, "taken_back")
            replace_chair(matter, stand, chair, chair.given_by, "open")
            return True
    return False


def later_in_order_acted(matter: Matter, stand: Stand, chair: Chair) -> bool:
    whole = (matter.step(stand.node).mode.value, [part_of(each) for each in stand.chairs])
    for how, members in parts_around(whole, chair):
        if how == "in_order":
            mine = next(n for n, each in enumerate(members) if chair in people_in(each))
            later = [other for each in members[mine + 1 :] for other in people_in(each)]
            if any(other.has_acted for other in later):
                return True
    return False


def is_aside(matter: Matter, stand: Stand) -> bool:
    """Whether it lies in what a straight return put aside."""
    asides = [each.aside for _, each in live(matter.run.root) if each.aside is not None]
    return any(stand is each for aside in asides for each in everything(aside))


def decided_without(matter: Matter, stand: Stand, mine: Chair) -> bool:
    """Whether the others' opinions decide the step, or their part of it, all the same."""
    return not matters(matter, stand, mine, [mine])


def undo_passing(matter: Matter, trail: Trail, stand: Stand) -> None:
    """A visit that passed stands again; what followed from its passing is taken away."""
    here = [fork for fork in trail.done if fork.trails and fork.led_by == stand.visit]
    idle = [fork for fork in here if not fork.cut]
    for fork in idle:
        require_untouched(matter, fork, stand)
        undo_passing(matter, trail, fork)
    cause = idle[0].visit if idle else stand.visit
    if idle:
        trail.now = None
    elif trail.is_done and trail.ended_by == cause:
        undo_join(matter, trail)
    elif trail.now is not None and trail.now.led_by == cause:
        take_away(matter, trail, stand)
    else:
        raise Refused("moved_on")
    trail.done.remove(stand)
    trail.now, trail.is_done = stand, False


def undo_join(matter: Matter, branch: Trail) -> None:
    """The fork of a branch that was done stands again, with its other branches done."""
    for trail, fork in matter.every_stand():
        if branch in fork.trails.values():
            if trail.now is not fork:
                if fork.cut:
                    raise Refused("moved_on")
                undo_passing(matter, trail, fork)
            return


def take_away(matter: Matter, trail: Trail, stand: Stand) -> None:
    """What stands because a visit passed goes, or is put aside again if it had come back."""
    following = trail.now
    assert following is not None
    require_untouched(matter, following, stand)
    fall_silent(following, "taken_back")
    stand.aside = following if stand.brought_back == following.visit else None


def require_untouched(matter: Matter, following: Stand, stand: Stand) -> None:
    """Nobody has acted in what followed since the visit passed."""
    for each in everything(following):
        if acted_since(each, stand.passed_at) or machine_acted(matter, each, stand):
            raise Refused("moved_on")


def machine_acted(matter: Matter, each: Stand, stand: Stand) -> bool:
    """Since then something was sent or begun, which can't be called back; to wait is nothing."""
    what = matter.nodes[each.node]
    if not isinstance(what, Automatic) or each.visit < stand.visit:
        return False
    is_over = bool(each.passed_at)
    return what.task is not None and (is_over or not isinstance(what.task, Wait))


def acted_since(stand: Stand, moment: int) -> bool:
    """Handing on is no act that counts."""
    return any(
        chair.has_acted and chair.how != "transferred" and chair.acted_at > moment
        for chair in stand.everyone
    )
