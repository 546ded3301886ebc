"""The rules of a step, and of the whole flow, as elements of ours."""

from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.definition import Definition, Withdrawal
from andu.engine.handlers import ASK_THE_ADMINISTRATOR
from andu.engine.nodes import (
    Again,
    Check,
    Levels,
    Mode,
    Nature,
    OnDisagree,
    Opinion,
    Own,
    ReadCounts,
    ReturnWay,
    Step,
    TransferRange,
)
from andu.workflow.bpmn.attributes import Attributes, children, unknown
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.handling import (
    handler_element,
    nobody_element,
    nobody_of,
    voter_of,
)
from andu.workflow.bpmn.names import clean, local, ours
from andu.workflow.bpmn.sketch import Sketch
from andu.workflow.bpmn.timing import timing_element, timing_of
from andu.workflow.bpmn.voting import (
    ballots_of,
    threshold_element,
    threshold_of,
    write_ballots,
)

BARE = Step(key="")


def step_element(step: Step) -> etree._Element:
    """The <andu:step> of a task; what is usual is not written."""
    element = etree.Element(ours("step"), mode=step.mode)
    for name, value, usual in (
        ("nature", step.nature, BARE.nature),
        ("hearAll", step.hear_all, False),
        ("onDisagree", step.on_disagree, BARE.on_disagree),
        ("disagreeTo", step.disagree_to, ""),
        ("mayReturn", step.may_return, True),
        ("returnWay", step.return_way, BARE.return_way),
        ("readCountsAs", step.read_counts_as, None),
        ("opinion", step.opinion, BARE.opinion),
        ("respondWithin", step.respond_within, None),
        ("handleWithin", step.handle_within, None),
        ("transfer", step.transfer, None),
        ("mayAdd", step.may_add, True),
        ("levels", step.levels, BARE.levels),
        ("check", step.check, BARE.check),
        ("again", step.again, BARE.again),
        ("own", step.own, BARE.own),
    ):
        if value != usual:
            element.set(name, str(value).lower() if isinstance(value, bool) else clean(str(value)))
    if step.threshold is not None:
        element.append(threshold_element(step.threshold))
    if step.handlers:
        handlers = etree.SubElement(element, ours("handlers"))
        handlers.extend(handler_element(rule) for rule in step.handlers)
        write_ballots(step, handlers)
    if step.nobody != ASK_THE_ADMINISTRATOR:
        element.append(nobody_element(step.nobody))
    if step.at_limit is not None:
        element.append(timing_element(step.at_limit))
    return element


def step_of(element: etree._Element, key: str, name: str) -> Step:
    """The step a <andu:step> describes; Refused when something in it is unknown."""
    given = Attributes(element)
    counts = given.maybe("readCountsAs")
    if counts is not None and counts not in set(ReadCounts):
        raise given.wrong("readCountsAs")
    reach = given.maybe("transfer")
    if reach is not None and reach not in set(TransferRange):
        raise given.wrong("transfer")
    step = Step(
        key=key, name=name,
        mode=given.choice("mode", Mode, Mode.ONE),
        nature=given.choice("nature", Nature, Nature.APPROVE),
        hear_all=given.flag("hearAll", False),
        on_disagree=given.choice("onDisagree", OnDisagree, OnDisagree.END),
        disagree_to=given.text("disagreeTo"),
        may_return=given.flag("mayReturn", True),
        return_way=given.choice("returnWay", ReturnWay, ReturnWay.CHOOSE),
        read_counts_as=ReadCounts(counts) if counts else None,
        opinion=given.choice("opinion", Opinion, Opinion.POLICY),
        respond_within=given.number("respondWithin", None),
        handle_within=given.number("handleWithin", None),
        transfer=TransferRange(reach) if reach else None,
        may_add=given.flag("mayAdd", True),
        levels=given.choice("levels", Levels, Levels.POLICY),
        check=given.choice("check", Check, Check.POLICY),
        again=given.choice("again", Again, Again.EACH),
        own=given.choice("own", Own, Own.ASK),
    )  # fmt: skip
    given.done()
    return _with_people(step, element)


def _with_people(step: Step, element: etree._Element) -> Step:
    seen: set[str] = set()
    for part in children(element):
        if local(part) in seen:
            text = _("andu:{name} 写了两次。请只留一个。")
            raise unreadable(text.format(name=local(part)), part.sourceline)
        seen.add(local(part))
        step = _with_part(step, part)
    return step


def _with_part(step: Step, part: etree._Element) -> Step:
    match local(part):
        case "handlers":
            Attributes(part).done()
            voters = [voter_of(each) for each in children(part)]
            ballots = ballots_of(ballot for _rule, ballot in voters)
            rules = tuple(rule for rule, _ballot in voters)
            return replace(step, handlers=rules, ballots=ballots)
        case "nobody":
            return replace(step, nobody=nobody_of(part))
        case "threshold":
            return replace(step, threshold=threshold_of(part))
        case "atLimit":
            return replace(step, at_limit=timing_of(part))
    raise unknown(part)


def flow_element(
    sketch: Sketch | Definition, root: str = "", root_name: str = ""
) -> etree._Element:
    """The <andu:flow> of a process: what holds for the whole."""
    element = etree.Element(ours("flow"), withdrawal=sketch.withdrawal)
    element.set("takeBack", str(sketch.take_back).lower())
    for name, value in (("root", root), ("rootName", root_name)):
        if value:
            element.set(name, clean(value))
    return element


def flow_of(element: etree._Element, sketch: Sketch) -> Sketch:
    """The sketch with what its <andu:flow> says."""
    given = Attributes(element)
    if children(element):
        raise unknown(children(element)[0])
    found = replace(
        sketch,
        key=given.text("key", sketch.key),
        root=given.text("root", sketch.root),
        root_name=given.text("rootName"),
        withdrawal=given.choice("withdrawal", Withdrawal, sketch.withdrawal),
        take_back=given.flag("takeBack", True),
    )
    given.done()
    return found
