"""Where things stand in the picture: BPMN's own diagram part, read and written."""

import math

from lxml import etree

from andu.workflow.bpmn.block import Point
from andu.workflow.bpmn.labels import LABEL
from andu.workflow.bpmn.layout import Box, Layout
from andu.workflow.bpmn.names import BOUNDS, DIAGRAM, POINTS
from andu.workflow.bpmn.reading import Reading

FARTHEST = 100_000
LINE = 16.0


def add_diagram(
    root: etree._Element, process: etree._Element, layout: Layout,
    shapes: dict[str, str], arrows: list[str],
) -> None:  # fmt: skip
    """Write the picture; `shapes` maps keys to ids, `arrows` are the ids in the sketch's order."""
    diagram = etree.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(diagram, f"{{{DIAGRAM}}}BPMNPlane", id="plane")
    plane.set("bpmnElement", process.get("id", ""))
    for key, identity in shapes.items():
        shape = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", bpmnElement=identity)
        box = layout.boxes[key]
        if key in layout.frames:
            shape.set("isExpanded", "true")
        bounds = etree.SubElement(shape, f"{{{BOUNDS}}}Bounds")
        for name, value in zip(("x", "y", "width", "height"), box, strict=True):
            bounds.set(name, f"{value:.6g}")
    places = layout.labels or (None,) * len(arrows)
    for identity, line, place in zip(arrows, layout.lines, places, strict=True):
        edge = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", bpmnElement=identity)
        for x, y in line:
            etree.SubElement(edge, f"{{{POINTS}}}waypoint", x=f"{x:.6g}", y=f"{y:.6g}")
        if place:
            label = etree.SubElement(edge, f"{{{DIAGRAM}}}BPMNLabel")
            bounds = etree.SubElement(label, f"{{{BOUNDS}}}Bounds")
            size = {"x": place[0], "y": place[1] - LINE, "width": LABEL, "height": LINE}
            for name, value in size.items():
                bounds.set(name, f"{value:.6g}")


def drawn_layout(reading: Reading) -> Layout | None:
    """The picture as its maker drew it, or None when it is not complete; keys as in the sketch.

    `others` holds what has no key: lanes, notes, data, by their ids.
    """
    boxes, lines = _shapes(reading.tree), _edges(reading.tree)
    mine = {shape.key: boxes.get(shape.identity) for shape in reading.sketch.shapes}
    ways = [lines.get(arrow.identity, ()) for arrow in reading.sketch.arrows]
    if not all(mine.values()) or not all(ways):
        return None
    known = {shape.identity for shape in reading.sketch.shapes}
    others = {name: box for name, box in boxes.items() if name not in known}
    found = _labels(reading.tree)
    labels = tuple(found.get(arrow.identity) for arrow in reading.sketch.arrows)
    return Layout({key: box for key, box in mine.items() if box}, tuple(ways), labels, others)


def _shapes(tree: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in tree.iter(f"{{{DIAGRAM}}}BPMNShape"):
        bounds = shape.find(f"{{{BOUNDS}}}Bounds")
        if bounds is None:
            continue
        values = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
        if None not in values:
            x, y, width, height = (value or 0.0 for value in values)
            found[shape.get("bpmnElement", "")] = (x, y, max(width, 1), max(height, 1))
    return found


def _edges(tree: etree._Element) -> dict[str, tuple[Point, ...]]:
    found: dict[str, tuple[Point, ...]] = {}
    for edge in tree.iter(f"{{{DIAGRAM}}}BPMNEdge"):
        points = [
            (_number(each.get("x")), _number(each.get("y")))
            for each in edge.iter(f"{{{POINTS}}}waypoint")
        ]
        whole = tuple((x, y) for x, y in points if x is not None and y is not None)
        if len(whole) > 1:
            found[edge.get("bpmnElement", "")] = whole
    return found


def _labels(tree: etree._Element) -> dict[str, Point]:
    """Where the words at arrows begin, and the line they stand on."""
    found: dict[str, Point] = {}
    for edge in tree.iter(f"{{{DIAGRAM}}}BPMNEdge"):
        bounds = edge.find(f"{{{DIAGRAM}}}BPMNLabel/{{{BOUNDS}}}Bounds")
        if bounds is None:
            continue
        x, y, high = (_number(bounds.get(name)) for name in ("x", "y", "height"))
        if x is not None and y is not None:
            found[edge.get("bpmnElement", "")] = (x, y + (high or LINE))
    return found


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= FARTHEST else None
