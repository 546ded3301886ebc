"""Can what is to happen after a limit happen at all: each act has its place, and its time."""

from collections import Counter
from collections.abc import Iterator

from andu.engine.definition import Definition
from andu.engine.handlers import (
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    When,
)
from andu.engine.nodes import BEFORE, AtLimit, Fork, LimitAct, Step
from andu.engine.timing import passes_by_time

LATEST = 60 * 24 * 30  # working minutes
MOST = 20
OVER = (LimitAct.PASS, LimitAct.RETURN)  # the turn is over
UPWARDS = (LimitAct.ESCALATE, LimitAct.TRANSFER)  # somebody is named

Problem = tuple[str, str]


def about_timing(definition: Definition, step: Step) -> Iterator[Problem]:
    """Codes and details of what is wrong with a step's acts by time."""
    acts = step.at_limit or ()
    if len(acts) > MOST:
        yield "time_too_much", str(len(acts))
    for each in acts:
        if not 0 <= each.after <= LATEST:
            yield "time_out_of_range", str(each.after)
        yield from _about_act(definition, step, each)
    times = Counter((each.act, each.after) for each in acts)
    yield from (("time_twice", act.value) for (act, _after), n in times.items() if n > 1)
    yield from (("time_never", each.act.value) for each in _too_late(acts))


def _too_late(acts: tuple[AtLimit, ...]) -> list[AtLimit]:
    """What comes when the turn is over already."""
    ends = [each.after for each in acts if each.act in OVER]
    if not ends:
        return []
    also = [each for each in acts if each.act in OVER and each.after == min(ends)][1:]
    return [*(each for each in acts if each.after > min(ends)), *also]


def _about_act(definition: Definition, step: Step, each: AtLimit) -> Iterator[Problem]:
    if each.act is LimitAct.PASS:
        has_veto = bool(step.ballots) and all(ballot.veto for ballot in step.ballots)
        if has_veto or not passes_by_time(step):
            yield "time_cannot_pass", ""
    if each.act is LimitAct.RETURN:
        if not step.may_return:
            yield "time_may_not_return", ""
        if each.to not in ("", BEFORE) and not _comes_before(definition, each.to, step.key):
            yield "time_return_unreachable", each.to
    elif each.to:
        yield "time_goes_nowhere", each.act.value
    if isinstance(each.rule, Initiator | InitiatorsChoice):
        yield "time_to_initiator", each.act.value
    elif each.rule is not None and each.act not in UPWARDS:
        yield "time_goes_nowhere", each.act.value
    elif not _finds_by_itself(each.rule):
        yield "time_rule_unfit", each.act.value


def _finds_by_itself(rule: HandlerRule | None) -> bool:
    """Whether a rule names people when nobody is there to choose, and whatever the form says: a
    table may have a hole just there, and would ask for a decision when nobody decides."""
    return not isinstance(rule, FromMatrix | HandlersChoice | When)


def _comes_before(definition: Definition, target: str, step: str) -> bool:
    """Whether a run at the step may have been at the target, and can be set back to it: the
    target's region holds the step, and a way leads from there to here."""
    region = definition.region_of.get(target)
    own = definition.region_of[step]
    if region is None or region not in definition.path_to[own]:
        return False
    if not isinstance(definition.nodes[target], Step | Fork):
        return False
    here = step
    while definition.region_of[here] != region:
        here = definition.fork_of[definition.region_of[here]]
    return target != step and here in _after(definition, target)


def _after(definition: Definition, node: str) -> set[str]:
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        targets = {edge.target for edge in definition.ways_on.get(waiting.pop(), ())}
        waiting += targets - seen
        seen |= targets
    return seen
