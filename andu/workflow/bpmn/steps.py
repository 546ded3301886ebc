"""The rules of a step, and of the whole flow, as elements of ours."""

from dataclasses import replace

from lxml import etree

from andu.engine.definition import Definition, Withdrawal
from andu.engine.handlers import ASK_THE_ADMINISTRATOR
from andu.engine.nodes import (
    Levels,
    Mode,
    Nature,
    OnDisagree,
    Opinion,
    ReadCounts,
    ReturnWay,
    Step,
    TransferRange,
)
from andu.workflow.bpmn.attributes import Attributes, children, unknown
from andu.workflow.bpmn.handling import (
    handler_element,
    handler_of,
    nobody_element,
    nobody_of,
)
from andu.workflow.bpmn.names import clean, local, ours
from andu.workflow.bpmn.sketch import Sketch

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
        ("levels", step.levels, BARE.levels),
    ):
        if value != usual:
            element.set(name, str(value).lower() if isinstance(value, bool) else clean(str(value)))
    if step.handlers:
        handlers = etree.SubElement(element, ours("handlers"))
        handlers.extend(handler_element(rule) for rule in step.handlers)
    if step.nobody != ASK_THE_ADMINISTRATOR:
        element.append(nobody_element(step.nobody))
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
        levels=given.choice("levels", Levels, Levels.POLICY),
    )  # fmt: skip
    given.done()
    return _with_people(step, element)


def _with_people(step: Step, element: etree._Element) -> Step:
    for part in children(element):
        if local(part) == "handlers":
            Attributes(part).done()
            step = replace(step, handlers=tuple(handler_of(each) for each in children(part)))
        elif local(part) == "nobody":
            step = replace(step, nobody=nobody_of(part))
        else:
            raise unknown(part)
    return step


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
