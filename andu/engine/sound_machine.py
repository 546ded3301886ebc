"""Whether what the machine does, and its timers, are said in full."""

from collections.abc import Callable, Iterator
from typing import Any

from andu.engine.definition import Definition
from andu.engine.nodes import Alarm, Automatic, Fork, Gate, OnFailure, Step
from andu.engine.sound_frames import about_ringing
from andu.engine.tasks import Call, Fill, Filling, Push, Put, Wait

Problems = Iterator[tuple[str, str]]
LONGEST_WAIT = 5 * 365 * 24 * 60  # minutes


def about_machine(definition: Definition, node: Automatic | Alarm) -> Problems:
    """What is wrong: a code, and a word more."""
    if isinstance(node, Alarm):
        yield from _about_alarm(definition, node)
    elif node.task is not None:
        yield from _TASKS[type(node.task)](node.task)
        yield from _about_failure(definition, node)


def _about_alarm(definition: Definition, alarm: Alarm) -> Problems:
    watched = definition.nodes.get(alarm.of)
    is_place = isinstance(watched, Step | Fork) or (isinstance(watched, Automatic) and watched.task)
    home = definition.region_of[alarm.key]
    is_here = is_place and definition.region_of[alarm.of] == home
    if not is_here or watched is definition.draft_step:
        yield "alarm_watches_nothing", alarm.of
    region = definition.regions[home]
    if region.entry == alarm.key or any(edge.target == alarm.key for edge in region.edges):
        yield "alarm_entered", ""
    yield from about_ringing(definition, alarm)
    yield from _about_wait(alarm.when)


def _about_failure(definition: Definition, node: Automatic) -> Problems:
    if node.on_failure is not OnFailure.RETURN:
        return
    target = node.failure_to or definition.drafting.key
    region = definition.region_of.get(target)
    is_far = region is None or region not in definition.path_to[definition.region_of[node.key]]
    if is_far or isinstance(definition.nodes[target], Automatic | Alarm | Gate):
        yield "failure_to_unreachable", target


def _about_wait(wait: Wait) -> Problems:
    if wait.minutes < 0 or wait.minutes > LONGEST_WAIT or not (wait.minutes or wait.until):
        yield "wait_without_end", str(wait.minutes)


def _about_call(call: Call) -> Problems:
    if not call.flow:
        yield "call_without_flow", ""
    targets = [each.to for each in call.carried] + [each.field for each in call.brought]
    sources = [each.field for each in call.carried] + [each.source for each in call.brought]
    if not all((*targets, *sources)):
        yield "call_incomplete", ""
    if call.brought and not call.waits:
        yield "call_brings_nothing", ""


def _about_push(push: Push) -> Problems:
    if not push.to:
        yield "push_without_address", ""


def _about_fill(fill: Fill) -> Problems:
    if not fill.puts or not all(map(_is_complete, fill.puts)):
        yield "fill_incomplete", ""
    names = [each.field for each in fill.puts]
    if len(set(names)) < len(names):
        yield "fill_twice", ""


def _is_complete(put: Put) -> bool:
    asks = {Filling.VALUE: put.value, Filling.FIELD: put.other}
    return bool(put.field) and bool(asks.get(put.by, True))


_TASKS: dict[type, Callable[[Any], Problems]] = {
    Wait: _about_wait,
    Call: _about_call,
    Push: _about_push,
    Fill: _about_fill,
}
