"""From XML to a sketch, and a remark on everything in the drawing: runs, carried, or refused."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.handlers import Initiator
from andu.engine.nodes import Alarm, Automatic, Step
from andu.workflow.bpmn import tags
from andu.workflow.bpmn.attributes import Attributes, unknown
from andu.workflow.bpmn.conditions import condition_of
from andu.workflow.bpmn.findings import Finding, Kind, called, unreadable
from andu.workflow.bpmn.foreign.lanes import lanes_of
from andu.workflow.bpmn.foreign.makers import starters_of
from andu.workflow.bpmn.foreign.taking import (
    Expression,
    expression_of,
    settled_here,
    taken,
    tell_condition,
)
from andu.workflow.bpmn.machine import PLACES, ends_of, is_timed, machine_of, stated_in
from andu.workflow.bpmn.names import MODEL, OURS, local, model, ours, space
from andu.workflow.bpmn.parsing import Limits
from andu.workflow.bpmn.remarks import remarks
from andu.workflow.bpmn.sketch import Arrow, Shape, Sketch, What
from andu.workflow.bpmn.steps import flow_of, step_of

STARTERS = {"${initiator}", "${starter}", "#{initiator}", "$INITIATOR", "${applyUserId}"}


@dataclass
class Elements:
    """What was found so far. `keys` maps the ids of the file to the keys of the definition."""

    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    starters: set[str] = field(default_factory=set)
    lanes: dict[str, str] = field(default_factory=dict)
    process: str = ""

    def say(self, kind: Kind, element: etree._Element, text: str, topic: str = "") -> None:
        """Add a remark about an element."""
        named = _named(element)
        identity = named.get("id", "")
        found = Finding(
            kind=kind, text=text, element=self.keys.get(identity, identity),
            name=called(named.get("name", "") or self._ends(named), identity),
            line=element.sourceline or 0, topic=topic,
        )  # fmt: skip
        self.findings.append(found)

    def _ends(self, element: etree._Element) -> str:
        """What an arrow without a name is called: the things it joins."""
        ends = [element.get(end, "") for end in ("sourceRef", "targetRef")]
        if local(element) != "sequenceFlow" or not set(ends) <= self.names.keys():
            return ""
        return " → ".join(self.names[end][:18] for end in ends)


def _named(element: etree._Element) -> etree._Element:
    """The element itself, or the nearest around it that has an id to be known by."""
    around = element
    while not around.get("id") and local(around) != "definitions":
        parent = around.getparent()
        if parent is None:
            break
        around = parent
    return around if around.get("id") else element


def elements(root: etree._Element, limits: Limits) -> tuple[Sketch, Elements]:
    """The sketch of the drawing's process, and all remarks; Refused when the file is broken."""
    found = Elements(limits)
    process = _process(root)
    _check_ours(root)
    found.process = process.get("id", "")
    found.lanes = lanes_of(process)
    found.starters = {starters_of(each) for each in process.iter(model("startEvent"))} - {""}
    sketch = _head(root, process, found)
    _contents(process, "", found)
    found.shapes = [_hung(shape, found) for shape in found.shapes]
    _within_limits(process, found)
    remarks(root, process, found)
    return replace(sketch, shapes=tuple(found.shapes), arrows=tuple(found.arrows)), found


def _contents(holder: etree._Element, inside: str, found: Elements) -> None:
    """The shapes of the process or of a sub-process, then the arrows between them."""
    before = len(found.shapes)
    for element in holder.iterchildren(f"{{{MODEL}}}*"):
        if local(element) in {*tags.RUNS, *tags.REFUSED}:
            _shape(element, inside, found)
    here = {shape.key for shape in found.shapes[before:] if shape.inside == inside}
    defaults = {each.get("default") for each in holder.iterchildren("*")} - {None}
    for element in holder.iterchildren(model("sequenceFlow")):
        _arrow(element, element.get("id", "") in defaults, here, found)


def _process(root: etree._Element) -> etree._Element:
    processes = root.findall(model("process"))
    if not processes:
        raise unreadable(_("图里没有流程（process）。请画好流程再上传。"))
    filled = [each for each in processes if each.find(model("sequenceFlow")) is not None]
    meant = [each for each in filled if each.get("isExecutable") == "true"]
    return ((meant if len(meant) == 1 else filled) or processes)[0]


def _head(root: etree._Element, process: etree._Element, found: Elements) -> Sketch:
    pools = {each.get("processRef"): each.get("name") for each in root.iter(model("participant"))}
    key = process.get("id", "")
    name = process.get("name") or pools.get(key) or root.get("name") or ""
    sketch = Sketch(key=key or "flow", name=name)
    stated = _extension(process, "flow")
    sketch = sketch if stated is None else flow_of(stated, sketch)
    _lengths(process, sketch.key, sketch.name, found)
    found.say(Kind.RUNS, process, _("流程"))
    return sketch


def _shape(element: etree._Element, inside: str, found: Elements) -> None:
    tag, identity = local(element), _identity(element)
    what = _what(element)
    is_apart = tag == "boundaryEvent" and what is What.FOREIGN
    if is_apart or tag in {"process", "messageFlow"} or tag.endswith("Definition"):
        found.silent.add(identity)
        return
    key, name = element.get(ours("key"), identity), element.get("name", "")
    _lengths(element, key, name, found)
    found.keys[identity] = key
    found.names[identity] = called(name, identity)
    shape = Shape(
        key=key, what=what, name=name, identity=identity, is_drawn=_is_drawn(element),
        line=element.sourceline or 0, inside=inside,
        step=_step(element, key, name, found) if what is What.STEP else None,
        machine=machine_of(element, what, key, name),
        ends=ends_of(element) if what is What.STOP else None,
    )  # fmt: skip
    if what is What.STOP:
        found.say(
            Kind.NOTE, element, _("走到这里，还没办完的一并作废，整个流程（或所在的子流程）结束。")
        )
    if what is What.CALL and element.find(model("multiInstanceLoopCharacteristics")) is not None:
        _call_for_each_row(element, shape, found)
    elif what is What.SUB:
        found.shapes.append(_sub(element, shape, found))
        _contents(element, key, found)
    else:
        found.shapes.append(replace(shape, is_draft=not inside and _is_draft(element, shape)))


def _what(element: etree._Element) -> What:
    """What an element runs as; FOREIGN when it doesn't."""
    what = tags.RUNS.get(local(element), What.FOREIGN)
    if what is What.END:
        return What.STOP if ends_of(element) is not None else What.END
    runs = True
    if what is What.AUTOMATIC:
        runs = stated_in(element) is not None
    elif what is What.SUB:
        runs = _is_embedded(element)
    elif what in {What.WAIT, What.ALARM}:
        runs = is_timed(element)
    return what if runs else What.FOREIGN


def _hung(shape: Shape, found: Elements) -> Shape:
    """An alarm with the key of what it hangs on, which may stand further down in the file."""
    if not isinstance(shape.machine, Alarm):
        return shape
    host = found.keys.get(shape.machine.of, shape.machine.of)
    return replace(shape, machine=replace(shape.machine, of=host))


def _call_for_each_row(element: etree._Element, shape: Shape, found: Elements) -> None:
    """Several calls of one flow at once are a sub-process for each row of a table, with one call in
    it."""
    frame = replace(shape, what=What.SUB, machine=None, folded=True)
    found.shapes.append(_sub(element, frame, found))
    if isinstance(shape.machine, Automatic):
        inner = f"{shape.key[:50]}_call"
        machine = replace(shape.machine, key=inner)
        found.shapes.append(replace(shape, key=inner, inside=shape.key, machine=machine))


def _is_embedded(element: etree._Element) -> bool:
    """Drawn out, and entered when the way comes to it (not by an event)."""
    is_filled = any(local(each) in tags.RUNS for each in element.iterchildren(f"{{{MODEL}}}*"))
    return is_filled and element.get("triggeredByEvent") != "true"


def _sub(element: etree._Element, shape: Shape, found: Elements) -> Shape:
    """How often a sub-process runs: once, or for each row of a table."""
    stated = _extension(element, "sub")
    several = element.find(model("multiInstanceLoopCharacteristics"))
    attributes = None if stated is None else Attributes(stated)
    named = [attributes.text(name) if attributes else "" for name in ("rows", "region", "name")]
    if attributes is not None:
        attributes.done()
    if several is not None and several.get("isSequential") == "true":
        found.say(Kind.NOTE, element, _("图上标为“依次多次”，按“各行同时办理”处理。"))
    return replace(
        shape, rows=named[0], per_row=bool(named[0]) or several is not None,
        region=named[1] or f"{shape.key}_body", region_name=named[2],
    )  # fmt: skip


def _identity(element: etree._Element) -> str:
    identity = str(element.get("id", ""))
    if not identity:
        text = _("{tag} 没有编号（id）。请用画图软件重新导出。")
        raise unreadable(text.format(tag=local(element)), element.sourceline)
    return identity


def _step(element: etree._Element, key: str, name: str, found: Elements) -> Step:
    stated = _extension(element, "step")
    if stated is None:
        return taken(Step(key=key, name=name), element, found.starters, found)
    settled_here(element, found)
    return step_of(stated, key, name)


def _is_draft(element: etree._Element, shape: Shape) -> bool:
    """Whether a task is the initiator's own: marked by us, by its handler, or by other makers."""
    if shape.step is None:
        return False
    if _extension(element, "draft") is not None or shape.step.handlers == (Initiator(),):
        return True
    return any(
        value in STARTERS and etree.QName(name).localname == "assignee"
        for name, value in element.attrib.items()
    )


def _arrow(element: etree._Element, is_default: bool, here: set[str], found: Elements) -> None:
    identity, line = _identity(element), element.sourceline or 0
    ends = [element.get("sourceRef", ""), element.get("targetRef", "")]
    if found.silent & set(ends):
        found.silent.add(identity)
        return
    for end in ends:
        if end not in found.keys:
            text = _("流向 {flow} 连着不存在的 {end}。请接好两端，或删去这条流向。")
            raise unreadable(text.format(flow=identity, end=end or _("（空）")), line)
        if found.keys[end] not in here:
            text = _("流向 {flow} 穿过了子流程的边框。请让它停在子流程上，里面另画开始和结束。")
            raise unreadable(text.format(flow=identity), line)
    key, name = element.get(ours("key"), identity), element.get("name", "")
    _lengths(element, key or identity, name, found)
    stated = _extension(element, "condition")
    expression = Expression()
    if stated is None and not is_default:
        expression = expression_of(element.find(model("conditionExpression")))
    elif stated is None and element.findtext(model("conditionExpression"), "").strip():
        found.say(Kind.NOTE, element, _("默认流向不看条件，图上写的条件没有使用。"))
    if expression.condition is not None:
        tell_condition(element, expression.condition, found)
    arrow = Arrow(
        key=key, identity=identity, source=found.keys[ends[0]], target=found.keys[ends[1]],
        name=name, line=line,
        condition=expression.condition if stated is None else condition_of(stated),
        is_default=is_default,
        is_drawn=_is_drawn(element), is_foreign=bool(expression.why),
        expression=expression.text, why=expression.why,
    )  # fmt: skip
    found.arrows.append(arrow)


def _extension(element: etree._Element, name: str) -> etree._Element | None:
    found = element.findall(f"{model('extensionElements')}/{ours(name)}")
    if len(found) > 1:
        raise unreadable(
            _("andu:{name} 写了两次。请只留一个。").format(name=name), found[1].sourceline
        )
    return found[0] if found else None


def _is_drawn(element: etree._Element) -> bool:
    value = element.get(ours("drawn"))
    if value not in {None, "true"}:
        raise unreadable(_("属性 andu:drawn 只能是 true。"), element.sourceline)
    return value is not None


def _check_ours(root: etree._Element) -> None:
    """What is ours stands only where we put it."""
    places = {
        "flow": {"process"}, "step": {"userTask", "task", "manualTask"},
        "draft": {"userTask", "task", "manualTask"},
        "condition": {"sequenceFlow"}, "sub": {"subProcess", "callActivity"}, **PLACES,
    }  # fmt: skip
    for element in root.iter(f"{{{OURS}}}*"):
        holder = element.getparent()
        if holder is not None and space(holder) == OURS:
            continue  # read strictly with the element around it
        owner = None if holder is None else holder.getparent()
        if owner is None or local(owner) not in places.get(local(element), set()):
            raise unknown(element)
        if local(element) == "draft":
            Attributes(element).done()
    allowed = {ours("key"), ours("drawn")}
    for element in root.iter("*"):
        for name in element.attrib:
            if name.startswith(f"{{{OURS}}}") and name not in allowed:
                text = _("属性 andu:{name} 不认识。请删去，或升级本系统。")
                known = etree.QName(name).localname
                raise unreadable(text.format(name=known), element.sourceline)


def _lengths(element: etree._Element, key: str, name: str, found: Elements) -> None:
    if len(key) > found.limits.key:
        text = _("编号 {key}… 超过 {most} 个字符。请在画图软件里改短。")
        raise unreadable(text.format(key=key[:20], most=found.limits.key), element.sourceline)
    if len(name) > found.limits.name:
        text = _("名称“{name}…”超过 {most} 个字。请改短，长的说明写在注释里。")
        raise unreadable(text.format(name=name[:20], most=found.limits.name), element.sourceline)


def _within_limits(process: etree._Element, found: Elements) -> None:
    seen: dict[str, int] = {}
    for shape in found.shapes:
        if not shape.key or (shape.key in seen and not shape.is_drawn):
            text = _("两个元素用了同一个编号 {key}。请改成不同的编号。")
            raise unreadable(text.format(key=shape.key), shape.line)
        seen[shape.key] = shape.line
    if not found.shapes:
        raise unreadable(_("流程里什么也没有画。请画好再上传。"), process.sourceline)
    if len(found.shapes) > found.limits.shapes or len(found.arrows) > found.limits.arrows:
        text = _("流程太大：{shapes} 个元素、{arrows} 条流向。请分成几个流程。")
        raise unreadable(text.format(shapes=len(found.shapes), arrows=len(found.arrows)))
