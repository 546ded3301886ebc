"""Steps of the machine, alarms, and terminate ends: what moves a run without anybody's turn."""

from andu.engine.commands import Expire, Report
from andu.engine.configuration import Outcome, Position, Why, positions_in
from andu.engine.definition import Definition
from andu.engine.events import Left
from andu.engine.moves import begin_beside, can_be_set, end, pass_, set_position, walk_on
from andu.engine.nesting import and_aside
from andu.engine.nodes import Alarm, Automatic, OnFailure
from andu.engine.seating import void_open
from andu.engine.striking import strike_inside
from andu.engine.work import Stop, Work


def report(work: Work, command: Report) -> None:
    """The machine's step is over: the way goes on, or what the step says of a failure happens."""
    position = _stands(work, command.visit)
    node = work.definition.nodes[position.node]
    if not isinstance(node, Automatic):
        raise Stop("no_machine_here", step=position.node)
    if command.ok or node.on_failure is OnFailure.GO_ON:
        pass_(work, position, position.visit)
    elif node.on_failure is OnFailure.END:
        work.say(Left(position.visit, position.node, position.region, passed=False))
        end(work, Outcome.REFUSED, Why.REFUSED)
    else:
        draft = work.definition.drafting.key
        target = node.failure_to or draft
        is_far = can_be_set(work, target, position.region)
        set_position(work, draft if is_far else target, Why.RETURNED, aside=False)


def expire(work: Work, command: Expire) -> None:
    """The visit is left by its alarm: what is undone in it counts no more, nor what was put aside
    until it passes. Or, where the alarm opens a side way, it stands on."""
    position = _stands(work, command.visit)
    alarm = work.definition.nodes.get(command.alarm)
    if not isinstance(alarm, Alarm) or alarm.of != position.node:
        raise Stop("no_alarm_here", step=position.node)
    if alarm.opens:
        begin_beside(work, alarm.opens)
        return
    void_open(work, position, Why.OVERDUE)
    strike_inside(work, position, Why.OVERDUE)
    work.say(Left(position.visit, position.node, position.region, passed=False))
    walk_on(work, position.region, alarm.key, position.visit)


def waits_here(definition: Definition, node: str) -> bool:
    """Whether a run stands at this node until the machine reports."""
    found = definition.nodes.get(node)
    return isinstance(found, Automatic) and found.task is not None


def _stands(work: Work, visit: int) -> Position:
    work.require_running()
    live = list(positions_in(work.configuration.position))
    for position in live:
        if position.visit == visit:
            return position
    if any(each.visit == visit for each in and_aside(work.configuration.position)):
        raise Stop("put_aside")
    raise Stop("visit_gone")
