"""What the machine does in a flow, as elements of ours; and what an element of BPMN is to us."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.handlers import PlainRule, When
from andu.engine.nodes import Alarm, Automatic, Ending, OnFailure
from andu.engine.tasks import (
    THE_INITIATOR,
    Bring,
    Call,
    Carry,
    Fill,
    Filling,
    Push,
    Put,
    Task,
    Wait,
)
from andu.workflow.bpmn.attributes import Attributes, children, only, unknown
from andu.workflow.bpmn.durations import timer_of, wait_element, wait_of
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.handling import handler_element, handler_of
from andu.workflow.bpmn.names import clean, local, model, ours
from andu.workflow.bpmn.sketch import What

Machine = Automatic | Alarm
STATED = ("wait", "call", "push", "fill", "automatic")
"""Our elements that say what the machine does."""
PLACES = {
    "wait": {"intermediateCatchEvent", "boundaryEvent"}, "call": {"callActivity"},
    "push": {"serviceTask", "sendTask"}, "fill": {"serviceTask", "sendTask"},
    "automatic": {"serviceTask"}, "ends": {"endEvent"},
}  # fmt: skip
"""Where our elements may stand."""


def machine_element(node: Machine) -> etree._Element:
    """What is ours in the element of a step of the machine, or of an alarm."""
    if isinstance(node, Alarm):
        element = wait_element(node.when)
        if node.opens and node.opens != way_of(node.key):
            element.set("way", clean(node.opens))
        return element
    element = _task_element(node.task)
    if node.on_failure is not OnFailure.END:
        element.set("onFailure", node.on_failure)
    if node.failure_to:
        element.set("failureTo", clean(node.failure_to))
    return element


def machine_of(element: etree._Element, what: What, key: str, name: str) -> Machine | None:
    """The step of the machine, or the alarm, an element is; an alarm with the id it hangs on."""
    if what is What.ALARM:
        when, way = _when(element)
        opens = (way or way_of(key)) if element.get("cancelActivity") == "false" else ""
        of = element.get("attachedToRef", "")
        return Alarm(key=key, name=name, of=of, when=when, opens=opens)
    if what not in {What.WAIT, What.CALL, What.AUTOMATIC}:
        return None
    node = Automatic(key=key, name=name, task=Wait() if what is What.WAIT else None)
    stated = stated_in(element)
    if stated is not None:
        node = _stated(node, stated)
    elif what is What.WAIT:
        node = replace(node, task=timer_of(element))
    if what is What.CALL:
        called = node.task if isinstance(node.task, Call) else Call(flow="")
        node = replace(node, task=replace(called, flow=_called(element)))
    return node


def ends_of(element: etree._Element) -> Ending | None:
    """How a run ends that comes to this end event; None where it is an end among others."""
    if element.find(model("terminateEventDefinition")) is None:
        return None
    stated = element.find(f"{model('extensionElements')}/{ours('ends')}")
    if stated is None:
        return Ending.PASSED
    given = Attributes(stated)
    found = given.choice("outcome", Ending, Ending.PASSED)
    given.done()
    return found


def is_timed(element: etree._Element) -> bool:
    """Whether an event is a timer we understand."""
    stated = stated_in(element)
    return (stated is not None and local(stated) == "wait") or timer_of(element) is not None


def stated_in(element: etree._Element) -> etree._Element | None:
    """Our element in one of BPMN that says what the machine does; Refused when there are two."""
    holder = element.find(model("extensionElements"))
    inside = () if holder is None else holder
    found = [each for each in inside if each.tag in {ours(name) for name in STATED}]
    if len(found) > 1:
        text = _("一个自动环节只能做一件事，andu:{name} 是多出来的。请删去，或另画一个环节。")
        raise unreadable(text.format(name=local(found[1])), found[1].sourceline)
    return found[0] if found else None


def way_of(alarm: str) -> str:
    """The key of the side way that an alarm opens, where nothing says it."""
    return f"{alarm[:50]}_way"


def _when(element: etree._Element) -> tuple[Wait, str]:
    """When an alarm rings, and the side way it opens if that is said."""
    stated = stated_in(element)
    if stated is None:
        return timer_of(element) or Wait(), ""
    given = Attributes(stated)
    found, way = wait_of(given), given.text("way")
    given.done()
    return found, way


def _called(element: etree._Element) -> str:
    """The key of the called flow; a prefix of a namespace is the maker's."""
    return str(element.get("calledElement", "")).rpartition(":")[2]


def _stated(node: Automatic, element: etree._Element) -> Automatic:
    given = Attributes(element)
    on_failure = given.choice("onFailure", OnFailure, OnFailure.END)
    failure_to = given.text("failureTo")
    task = _READ[local(element)](given)
    given.done()
    return replace(node, task=task, on_failure=on_failure, failure_to=failure_to)


def _task_element(task: Task | None) -> etree._Element:
    match task:
        case Wait():
            return wait_element(task)
        case Call():
            return _call_element(task)
        case Push(to=to):
            return etree.Element(ours("push"), to=clean(to))
        case Fill(puts=puts):
            element = etree.Element(ours("fill"))
            element.extend(_put_element(each) for each in puts)
            return element
    return etree.Element(ours("automatic"))


def _call_element(call: Call) -> etree._Element:
    element = etree.Element(ours("call"))
    if not call.waits:
        element.set("waits", "false")
    for carry in call.carried:
        said = {"field": clean(carry.field), "to": clean(carry.to)}
        etree.SubElement(element, ours("carry"), said)
    for bring in call.brought:
        said = {"field": clean(bring.field), "source": clean(bring.source)}
        etree.SubElement(element, ours("bring"), said)
    if call.starter != THE_INITIATOR:
        etree.SubElement(element, ours("starter")).append(handler_element(call.starter))
    return element


def _put_element(put: Put) -> etree._Element:
    element = etree.Element(ours("put"), field=clean(put.field))
    if put.by is not Filling.VALUE:
        element.set("by", put.by)
    for name, value in (("value", put.value), ("other", put.other)):
        if value:
            element.set(name, clean(value))
    return element


def _call_of(given: Attributes) -> Call:
    carried, brought = list[Carry](), list[Bring]()
    starter: PlainRule = THE_INITIATOR
    for part in children(given.element):
        inside = Attributes(part)
        match local(part):
            case "carry":
                carried.append(Carry(field=inside.text("field"), to=inside.text("to")))
            case "bring":
                brought.append(Bring(field=inside.text("field"), source=inside.text("source")))
            case "starter":
                starter = _plain(part)
            case _:
                raise unknown(part)
        inside.done()
    return Call(
        flow="", waits=given.flag("waits", True), carried=tuple(carried), brought=tuple(brought),
        starter=starter,
    )  # fmt: skip


def _plain(element: etree._Element) -> PlainRule:
    rule = handler_of(only(element))
    if isinstance(rule, When):
        raise unreadable(_("starter 里不能写 when，只写一条规则。"), element.sourceline)
    return rule


def _push_of(given: Attributes) -> Push:
    _empty(given)
    return Push(to=given.text("to"))


def _fill_of(given: Attributes) -> Fill:
    return Fill(puts=tuple(_put_of(part) for part in children(given.element)))


def _put_of(part: etree._Element) -> Put:
    if local(part) != "put":
        raise unknown(part)
    inside = Attributes(part)
    put = Put(
        field=inside.text("field"), by=inside.choice("by", Filling, Filling.VALUE),
        value=inside.text("value"), other=inside.text("other"),
    )  # fmt: skip
    _empty(inside)
    inside.done()
    return put


def _nothing_of(given: Attributes) -> None:
    _empty(given)


def _empty(given: Attributes) -> None:
    if children(given.element):
        raise unknown(children(given.element)[0])


_READ: dict[str, Callable[[Attributes], Task | None]] = {
    "wait": wait_of, "call": _call_of, "push": _push_of, "fill": _fill_of,
    "automatic": _nothing_of,
}  # fmt: skip
