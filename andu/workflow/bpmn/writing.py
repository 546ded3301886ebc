"""Write a definition as BPMN 2.0 with a picture, or its rules into a drawing made elsewhere."""

import copy
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.definition import Definition
from andu.engine.nodes import Fork
from andu.workflow.bpmn.conditions import condition_element
from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.interchange import add_diagram
from andu.workflow.bpmn.layout import Layout, lay_out
from andu.workflow.bpmn.machine_writing import finish, stated_by, tag_of, write_machine
from andu.workflow.bpmn.names import DIAGRAM, MODEL, PREFIXES, clean, is_id, model, ours
from andu.workflow.bpmn.reading import Reading
from andu.workflow.bpmn.sketch import Arrow, Shape, Sketch, What
from andu.workflow.bpmn.sketching import sketch_of
from andu.workflow.bpmn.steps import flow_element, step_element

TAGS = {
    What.START: "startEvent",
    What.END: "endEvent",
    What.STEP: "userTask",
    What.AUTOMATIC: "serviceTask",
    What.CHOICE: "exclusiveGateway",
    What.PARALLEL: "parallelGateway",
    What.INCLUSIVE: "inclusiveGateway",
    What.SUB: "subProcess",
    What.WAIT: "intermediateCatchEvent",
    What.CALL: "callActivity",
    What.ALARM: "boundaryEvent",
    What.STOP: "endEvent",
}
HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"


class Ids:
    """Ids for a file: a key as it is where XML allows it, and each once."""

    def __init__(self) -> None:
        self.given: set[str] = {"definitions", "diagram", "plane"}

    def give(self, key: str, stem: str) -> str:
        """An id for a key."""
        wanted, number = key if is_id(key) else stem, 1
        chosen = wanted
        while chosen in self.given:
            number += 1
            chosen = f"{wanted}_{number}"
        self.given.add(chosen)
        return chosen


def write(definition: Definition, layout: Layout | None = None) -> str:
    """A BPMN 2.0 file that reads back as the same definition."""
    sketch, ids = sketch_of(definition), Ids()
    root = etree.Element(model("definitions"), nsmap=PREFIXES)
    root.set("id", "definitions")
    root.set("targetNamespace", "urn:andu:flows")
    process = etree.SubElement(root, model("process"))
    shapes = {shape.key: ids.give(shape.key, str(shape.what)) for shape in sketch.shapes}
    arrows = [ids.give(arrow.key, "flow") for arrow in sketch.arrows]
    _process(process, sketch, ids.give(sketch.key, "process"))
    ways = _ways(sketch, arrows)
    holders = {"": process}
    for shape in sketch.shapes:
        holder = holders[shape.inside]
        holders[shape.key] = _shape(holder, shape, shapes[shape.key], ways[shape.key])
        if shape.host:
            holders[shape.key].set("attachedToRef", shapes.get(shape.host, clean(shape.host)))
    inside = {shape.key: shape.inside for shape in sketch.shapes}
    for arrow, name in zip(sketch.arrows, arrows, strict=True):
        _arrow(holders[inside[arrow.source]], arrow, name, shapes)
    add_diagram(root, process, layout or lay_out(sketch), shapes, arrows)
    etree.indent(root)
    return f"{HEAD}{etree.tostring(root, encoding='unicode')}\n"


def write_into(reading: Reading, definition: Definition) -> str:
    """The drawing that was read with the definition's rules in it; all else stays untouched.

    Refused when the definition has a step or way that the drawing lacks: then draw anew.
    """
    tree = copy.deepcopy(reading.tree)
    by_id = {each.get("id", ""): each for each in tree.iter(f"{{{MODEL}}}*")}
    tasks = {s.key: by_id[s.identity] for s in reading.sketch.shapes if s.what is What.STEP}
    flows = {arrow.key: by_id[arrow.identity] for arrow in reading.sketch.arrows}
    for step in definition.steps:
        _put(_there(tasks, step.key, step.name), "step", step_element(step))
    for shape in reading.sketch.shapes:
        write_machine(by_id.get(shape.identity), definition.nodes.get(shape.key), _put)
    for shape in (each for each in reading.sketch.shapes if each.what is What.SUB):
        fork = definition.nodes.get(shape.key)
        rows = fork.rows if isinstance(fork, Fork) else ""
        _put(by_id[shape.identity], "sub", _sub_element(replace(shape, rows=rows)))
    for edge in (edge for region in definition.regions.values() for edge in region.edges):
        if edge.condition is not None:
            _put(_there(flows, edge.key, edge.name), "condition", condition_element(edge.condition))
        elif edge.key in flows:
            _put(flows[edge.key], "condition", None)
    for branch in definition.regions.values():
        if branch.condition is not None:
            way = _there(flows, branch.key, branch.name)
            _put(way, "condition", condition_element(branch.condition))
    process = by_id[reading.process]
    _put(process, "flow", flow_element(definition, definition.root.key, definition.root.name))
    if tree.find(f".//{{{DIAGRAM}}}BPMNShape") is None:
        _picture(tree, process, reading.sketch)
    return f"{HEAD}{etree.tostring(tree, encoding='unicode')}\n"


def _picture(tree: etree._Element, process: etree._Element, sketch: Sketch) -> None:
    """Our own picture in a drawing that came without one, so that other tools can show it."""
    for empty in tree.findall(f"{{{DIAGRAM}}}BPMNDiagram"):
        tree.remove(empty)
    shapes = {shape.key: shape.identity for shape in sketch.shapes}
    arrows = [arrow.identity for arrow in sketch.arrows]
    add_diagram(tree, process, lay_out(sketch), shapes, arrows)


def _there(drawn: dict[str, etree._Element], key: str, name: str) -> etree._Element:
    if key not in drawn:
        text = _("图上没有“{name}”。请由系统重新画图。")
        raise unreadable(text.format(name=name or key))
    return drawn[key]


def _put(element: etree._Element, name: str, new: etree._Element | None) -> None:
    """Set, replace or take away our one extension element of an element."""
    extension = element.find(model("extensionElements"))
    old = None if extension is None else extension.find(ours(name))
    if old is not None and extension is not None:
        old.tail = None
        extension.remove(old)
    if new is None:
        return
    if extension is None:
        extension = etree.Element(model("extensionElements"))
        documented = element.findall(model("documentation"))
        element.insert(len(documented), extension)
    extension.append(new)


def _process(process: etree._Element, sketch: Sketch, identity: str) -> None:
    process.set("id", identity)
    if sketch.name:
        process.set("name", clean(sketch.name))
    process.set("isExecutable", "true")
    flow = flow_element(sketch, sketch.root, sketch.root_name)
    if identity != sketch.key:
        flow.set("key", clean(sketch.key))
    etree.SubElement(process, model("extensionElements")).append(flow)


Ways = list[tuple[str, str, bool]]


def _ways(sketch: Sketch, ids: list[str]) -> dict[str, Ways]:
    """For each shape the arrows at it: tag, id, whether the default."""
    ways: dict[str, Ways] = {shape.key: [] for shape in sketch.shapes}
    for arrow, identity in zip(sketch.arrows, ids, strict=True):
        ways[arrow.target].append(("incoming", identity, False))
        ways[arrow.source].append(("outgoing", identity, arrow.is_default))
    return ways


def _shape(process: etree._Element, shape: Shape, identity: str, ways: Ways) -> etree._Element:
    element = etree.SubElement(process, model(tag_of(shape) or TAGS[shape.what]))
    _name(element, shape, identity)
    extra = _extension(shape)
    if extra is not None:
        etree.SubElement(element, model("extensionElements")).append(extra)
    for tag, name, is_default in sorted(ways, key=lambda way: way[0]):
        etree.SubElement(element, model(tag)).text = name
        if is_default:
            element.set("default", name)
    finish(element, shape)
    if shape.per_row:
        etree.SubElement(element, model("multiInstanceLoopCharacteristics"))
    return element


def _extension(shape: Shape) -> etree._Element | None:
    if shape.is_draft:
        return etree.Element(ours("draft"))
    if shape.step is not None:
        return step_element(shape.step)
    if shape.what is What.SUB:
        return _sub_element(shape)
    return stated_by(shape)


def _sub_element(shape: Shape) -> etree._Element:
    element = etree.Element(ours("sub"), region=clean(shape.region))
    for name, value in (("rows", shape.rows), ("name", shape.region_name)):
        if value:
            element.set(name, clean(value))
    return element


def _arrow(process: etree._Element, arrow: Arrow, identity: str, ids: dict[str, str]) -> None:
    element = etree.SubElement(process, model("sequenceFlow"))
    _name(element, arrow, identity)
    element.set("sourceRef", ids[arrow.source])
    element.set("targetRef", ids[arrow.target])
    if arrow.condition is not None:
        holder = etree.SubElement(element, model("extensionElements"))
        holder.append(condition_element(arrow.condition))


def _name(element: etree._Element, thing: Shape | Arrow, identity: str) -> None:
    element.set("id", identity)
    if thing.is_drawn:
        element.set(ours("drawn"), "true")
    elif identity != thing.key:
        element.set(ours("key"), clean(thing.key))
    if thing.name:
        element.set("name", clean(thing.name))
