"""What the machine reports, and its alarms."""

from andu.engine import commands as c
from andu.engine.nodes import Alarm, Automatic, OnFailure
from andu.engine.tests.model.going_back import can_repeat, fall_silent, go_back
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.state import Refused, Stand, Trail, live
from andu.engine.tests.model.walking import end, enter, go_on, is_machine, pass_on


def report(matter: Matter, command: c.Report) -> None:
    trail, stand = _standing(matter, command.visit)
    what = matter.nodes[stand.node]
    if not isinstance(what, Automatic):
        raise Refused("no_machine_here")
    if command.ok or what.on_failure is OnFailure.GO_ON:
        pass_on(matter, trail)
    elif what.on_failure is OnFailure.END:
        end(matter, "refused")
    else:
        wanted = what.failure_to or matter.draft
        may_go = not is_machine(matter, wanted) and can_repeat(matter, trail.region, wanted)
        go_back(matter, wanted if may_go else matter.draft, straight=False, why="returned")


def expire(matter: Matter, command: c.Expire) -> None:
    """What stands here is forgotten with all inside it; the way goes on from the alarm."""
    trail, stand = _standing(matter, command.visit)
    what = matter.nodes.get(command.alarm)
    if not isinstance(what, Alarm) or what.of != stand.node:
        raise Refused("no_alarm_here")
    if what.opens:
        begin_beside(matter, what.opens)
        return
    matter.run.expired |= {stand.visit}
    fall_silent(stand, "overdue")
    trail.now = None
    go_on(matter, trail, command.alarm, stand.visit)


def begin_beside(matter: Matter, side: str) -> None:
    """What rings stands on, and a way of the frame around it begins. Where nobody is needed on it
    this time, what ended it before is still what ended it."""
    frame = next(s for _, s in live(matter.run.root) if s.node == matter.fork_of[side])
    trail = frame.trails.setdefault(side, Trail(side, is_done=True))
    if not trail.is_done:
        raise Refused("side_under_way")
    trail.is_done, before = False, trail.ended_by
    enter(matter, trail, matter.regions[side].entry, 0)
    trail.ended_by = trail.ended_by or before


def _standing(matter: Matter, visit: int) -> tuple[Trail, Stand]:
    stands = list(live(matter.run.root))
    for trail, stand in stands:
        if stand.visit == visit:
            return trail, stand
    asides = [each.aside for _, each in stands if each.aside is not None]
    nows = [one for aside in asides for one in standing_aside(aside)]
    raise Refused("put_aside" if any(each.visit == visit for each in nows) else "visit_gone")


def standing_aside(stand: Stand) -> list[Stand]:
    """What stood when it was put aside, also aside of that."""
    found = [stand]
    for trail in stand.trails.values():
        if trail.now is not None:
            found += standing_aside(trail.now)
    if stand.aside is not None:
        found += standing_aside(stand.aside)
    return found


__all__ = ["expire", "report"]
