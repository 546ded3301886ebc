"""The three lists of a drawing: a remark on every element, so nothing is dropped in silence."""

from collections import Counter
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from andu.workflow.bpmn import tags
from andu.workflow.bpmn.findings import Kind, unreadable
from andu.workflow.bpmn.foreign import others
from andu.workflow.bpmn.names import BOUNDS, DIAGRAM, MODEL, OURS, POINTS, local, model, space
from andu.workflow.bpmn.sketch import Shape, What

XSI = "http://www.w3.org/2001/XMLSchema-instance"
KNOWN = {MODEL, OURS, DIAGRAM, BOUNDS, POINTS, XSI}
WORDS = {
    "startEvent": gettext_lazy("开始"),
    "endEvent": gettext_lazy("结束"),
    "userTask": gettext_lazy("办理环节"),
    "task": gettext_lazy("办理环节"),
    "manualTask": gettext_lazy("办理环节"),
    "serviceTask": gettext_lazy("自动环节"),
    "exclusiveGateway": gettext_lazy("分支"),
    "parallelGateway": gettext_lazy("并行"),
    "inclusiveGateway": gettext_lazy("按条件并行"),
    "subProcess": gettext_lazy("子流程"),
    "intermediateCatchEvent": gettext_lazy("等待"),
    "callActivity": gettext_lazy("调用流程"),
    "sendTask": gettext_lazy("自动环节"),
    "boundaryEvent": gettext_lazy("到期转出"),
    "sequenceFlow": gettext_lazy("流向"),
}


EVENTS = {"timerEventDefinition", "terminateEventDefinition"}
"""What an event that runs here may be about: said with the event."""


class Saying(Protocol):
    """Where remarks go."""

    shapes: list[Shape]
    keys: dict[str, str]
    silent: set[str]

    def say(self, kind: Kind, element: etree._Element, text: str, topic: str = "") -> None: ...


def remarks(root: etree._Element, process: etree._Element, found: Saying) -> None:
    """Say of every element of BPMN in the file what becomes of it."""
    what = {shape.key: shape.what for shape in found.shapes}
    own = {shape.identity for shape in found.shapes if shape.is_draft}
    waiting: list[Any] = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if space(element) != MODEL:
            continue
        if element is not process and not _remark(element, what, found):
            continue
        _foreign(element, own, found)
        waiting.extend(reversed(element))


def _remark(element: etree._Element, what: dict[str, What], found: Saying) -> bool:
    """Remark on one element; whether its contents are to be looked at too."""
    tag = local(element)
    if tag == "boundaryEvent":
        _attached(element)
    if tag in EVENTS and _is_known(element.getparent(), what, found):
        return False
    runs = tag == "sequenceFlow" or (tag in tags.RUNS and element.get("id", "") in found.keys)
    if tag == "sequenceFlow" and element.get("id", "") in found.silent:
        found.say(Kind.REFUSED, element, _("流向接在不能办理的元素上。请一起删去或改接。"))
        return True
    if runs and what.get(found.keys.get(element.get("id", ""), "")) is not What.FOREIGN:
        rings_only = tag == "boundaryEvent" and element.get("cancelActivity") == "false"
        found.say(Kind.RUNS, element, _("到期另办") if rings_only else str(WORDS[tag]))
        return True
    if tag == "multiInstanceLoopCharacteristics" or tag in {*tags.PARTS, *tags.INSIDE}:
        return tag not in {"conditionExpression", *tags.INSIDE}
    if tag in tags.CARRIED:
        found.say(Kind.CARRIED, element, str(tags.CARRIED[tag]))
        return tag in {"collaboration", "laneSet", "lane", "childLaneSet"}
    return _stays_out(element, found)


def _stays_out(element: etree._Element, found: Saying) -> bool:
    """An element that does not run here; whether its contents are to be looked at too."""
    tag = local(element)
    if tag == "process" and _is_bare(element):
        found.say(Kind.CARRIED, element, _("空的泳池"))
        return False
    _refuse(element, found)
    return tag not in {*tags.HOLDERS, "process", "choreography"}


def _is_bare(process: etree._Element) -> bool:
    """Whether a process only stands for a pool whose inside nobody has drawn."""
    drawn = {*tags.RUNS, *tags.REFUSED, "sequenceFlow"}
    return not any(local(each) in drawn for each in process.iterchildren(f"{{{MODEL}}}*"))


def _is_known(event: etree._Element | None, what: dict[str, What], found: Saying) -> bool:
    """Whether it is an event that runs, of the kind its definition says."""
    key = "" if event is None else found.keys.get(event.get("id", ""), "")
    return what.get(key) in {What.WAIT, What.ALARM, What.STOP}


def _refuse(element: etree._Element, found: Saying) -> None:
    tag = local(element)
    text = _("{what}在本系统还不能办理。").format(what=tags.REFUSED.get(tag, tag))
    inside = sum(1 for each in element.iter(f"{{{MODEL}}}*") if each.get("id")) - 1
    if tag in tags.HOLDERS and inside > 0:
        text += _("里面的 {count} 个元素也一样。").format(count=inside)
    owner = element.getparent()
    named = element
    if owner is not None and tag.endswith(("EventDefinition", "Characteristics")):
        named = owner  # a definition has no name; the event does
    found.say(Kind.REFUSED, named, text + str(tags.INSTEAD.get(tag, tags.OTHERWISE)))


def _attached(element: etree._Element) -> None:
    to = element.get("attachedToRef", "")
    process = element.getparent()
    hosts = [] if process is None else [each for each in process if each.get("id") == to]
    if not to or not hosts or local(hosts[0]) == "boundaryEvent":
        text = _("边界事件 {name} 没有附在环节上（{to}）。请重新画，或删去。")
        said = text.format(name=element.get("id", ""), to=to or _("（空）"))
        raise unreadable(said, element.sourceline)


def _foreign(element: etree._Element, own: set[str], found: Saying) -> None:
    """Extension elements and attributes of other makers, once for each element and maker; at the
    initiator's `own` task nothing is to be completed."""
    for is_open, text, topic in others.about(element):
        is_todo = is_open and element.get("id", "") not in own
        found.say(Kind.OPEN if is_todo else Kind.NOTE, element, text, topic)
    if local(element) in tags.PARTS:
        return
    spaces = Counter(
        str(space_) for name in element.attrib
        if (space_ := etree.QName(name).namespace) and space_ not in KNOWN
    )  # fmt: skip
    extension = element.find(model("extensionElements"))
    for each in () if extension is None else extension:
        if isinstance(each.tag, str) and space(each) not in KNOWN:
            spaces[space(each) or _("没有命名空间")] += 1
    for maker, count in spaces.items():
        text = _("别的软件的扩展内容 {count} 项（{maker}）")
        found.say(Kind.CARRIED, element, text.format(count=count, maker=maker[:100]))
