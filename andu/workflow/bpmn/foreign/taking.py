"""The rules of a task, and the condition of an arrow, taken over from another maker's drawing."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.conditions import Condition
from andu.engine.handlers import Initiator
from andu.engine.nodes import Mode, Step
from andu.workflow.bpmn.findings import Kind
from andu.workflow.bpmn.foreign.due import limit_in
from andu.workflow.bpmn.foreign.expressions import condition_in
from andu.workflow.bpmn.foreign.gaps import Gap, short
from andu.workflow.bpmn.foreign.makers import attribute, said_of
from andu.workflow.bpmn.foreign.people import STARTERS, people_of
from andu.workflow.bpmn.foreign.several import joint_of, loop_of, voices_of
from andu.workflow.bpmn.foreign.tokens import Unfit
from andu.workflow.bpmn.modes import step_words
from andu.workflow.bpmn.words import condition_words
from andu.workflow.chips import span


class Saying(Protocol):
    """Where remarks go, and which tasks have rules from elsewhere."""

    taken: set[str]
    lanes: dict[str, str]

    def say(self, kind: Kind, element: etree._Element, text: str, topic: str = "") -> None: ...


@dataclass(frozen=True)
class Expression:
    """The condition of an arrow as another maker wrote it: as text, as ours, or why not."""

    text: str = ""
    condition: Condition | None = None
    why: str = ""


def taken(step: Step, task: etree._Element, starters: Collection[str], found: Saying) -> Step:
    """The step with what its task says in other makers' words; what is left open is said."""
    said, loop = said_of(task), loop_of(task)
    people = people_of(said, {*STARTERS, *starters})
    gaps = list[Gap]()
    if loop is not None:
        joint, people = joint_of(loop), voices_of(loop, said, people)
        step = replace(step, mode=joint.mode, threshold=joint.threshold)
        gaps += joint.gaps
        if joint.note:
            found.say(Kind.NOTE, task, joint.note, "joint")
    limit = limit_in(said.due)
    if isinstance(limit, Gap):
        gaps.append(limit)
    else:
        step = replace(step, handle_within=limit)
    step = replace(step, handlers=tuple(people.rules))
    _say(step, task, [*people.gaps, *gaps], found)
    if said.assignee and (said.users or said.groups):
        found.say(Kind.NOTE, task, _("已写明办理人，候选人和候选组不再使用。"))
    return step


def settled_here(task: etree._Element, found: Saying) -> None:
    """Say of a task with rules of ours that what another maker says of it is not used."""
    if said_of(task).anything:
        text = _("图里别的软件写的办理人、期限没有使用，以本系统的设置为准。")
        found.say(Kind.NOTE, task, text)


def expression_of(expression: etree._Element | None) -> Expression:
    """What the condition of an arrow says, without running anything."""
    text = "" if expression is None else "".join(expression.itertext()).strip()
    resource = "" if expression is None else attribute(expression, "resource")
    if expression is None or not (text or resource):
        return Expression()
    language = (expression.get("language") or "").strip()
    if resource or any(word in language.lower() for word in ("script", "groovy", "python", "ruby")):
        return Expression(text or resource, why=_("是脚本"))
    try:
        return Expression(text, condition_in(text))
    except Unfit as unfit:
        return Expression(text, why=str(unfit))


def tell_condition(flow: etree._Element, condition: Condition, found: Saying) -> None:
    """Say of an arrow's condition that it was taken over."""
    text = _("条件：{words}。").format(words=condition_words(condition))
    found.say(Kind.TAKEN, flow, text)


def open_condition(name: str, expression: str, why: str) -> Gap:
    """What is left open at an arrow whose condition is in another maker's language."""
    reason = _("流向“{name}”的条件“{text}”是别的软件写的，不能换成本系统的条件（{why}）。")
    remedy = _("请在流程编辑里重新设置条件，或在画图软件里改成简单的比较，例如 ${{days >= 3}}。")
    said = reason.format(name=name, text=short(expression), why=why)
    return Gap(said, remedy.format(), "condition")


def _say(step: Step, task: etree._Element, gaps: list[Gap], found: Saying) -> None:
    """What became a rule, and what is to be completed; at the initiator's own task that is only
    good to know, since nobody else handles it."""
    is_own = step.handlers == (Initiator(),) and step.mode is Mode.ONE
    if step.handlers:
        found.taken.add(task.get("id", ""))
        found.say(Kind.TAKEN, task, _("由谁办、怎样办：{words}。").format(words=step_words(step)))
    if step.handle_within:
        limit = _("办理时限：{span}（按工作时间算）。").format(span=span(step.handle_within))
        found.say(Kind.TAKEN, task, limit)
    lane = found.lanes.get(task.get("id", ""), "")
    if lane and not step.handlers:
        hint = _("画在泳道“{lane}”里，可以据此选由谁办理。").format(lane=lane)
        found.say(Kind.NOTE, task, hint, "people")
    for gap in gaps:
        found.say(Kind.NOTE if is_own else Kind.OPEN, task, str(gap), gap.topic)
