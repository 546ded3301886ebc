"""Ways beside the main one: what an alarm that interrupts nothing leads to, taken out of the graph.

Each is a graph of its own with an end of its own; it never comes back to the main way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from andu.engine.nodes import Alarm
from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.sketch import Shape, What


@dataclass
class Sides:
    """The alarms by key, and the side ways: key, entry and what lies in them."""

    bells: dict[str, Alarm] = field(default_factory=dict)
    ways: list[tuple[str, str, Graph]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def take_sides(graph: Graph) -> Sides:
    """Take the alarms and their ways out of a graph; the main way is left."""
    found = Sides()
    bells = [shape for shape in graph.shapes.values() if _rings(shape)]
    targets = {shape.key: list(_targets(graph, shape)) for shape in bells}
    for shape in bells:
        graph.alarms[shape.host] = [k for k in graph.alarms[shape.host] if k != shape.key]
        graph.apart({shape.key})
    starts = [key for key, shape in graph.shapes.items() if shape.what is What.START]
    main = {key for start in starts for key in graph.reached(start)}
    known: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    for shape in bells:
        wrong = _wrong(graph, targets[shape.key], main, taken)
        if wrong:
            found.findings.append(_problem(shape, wrong))
            continue
        (entry,), alarm = targets[shape.key], shape.machine
        assert isinstance(alarm, Alarm)
        taken.setdefault(entry, graph.reached(entry))
        found.bells[shape.key] = replace(alarm, opens=known.setdefault(entry, alarm.opens))
    entries = [key for key in graph.shapes if key in taken]
    found.ways = [(known[entry], entry, graph.apart(taken[entry])) for entry in entries]
    return found


def _rings(shape: Shape) -> bool:
    return isinstance(shape.machine, Alarm) and bool(shape.machine.opens)


def _targets(graph: Graph, shape: Shape) -> Iterator[str]:
    yield from (arrow.target for arrow in graph.out[shape.key])


def _wrong(graph: Graph, targets: list[str], main: set[str], taken: dict[str, set[str]]) -> str:
    if len(targets) != 1:
        return _("“{name}”到期时另走一路，后面要有且只有一条流向。请接到那一路的第一个环节。")
    (entry,) = targets
    reached = graph.reached(entry)
    others = [members for other, members in taken.items() if other != entry]
    if reached & main or any(reached & members for members in others):
        return _(
            "“{name}”到期时不打断原环节，另走的一路不能接回原来的路线，也不能与别的一路相接。"
            "请给它单独画一个结束。"
        )
    return ""


def _problem(shape: Shape, text: str) -> Finding:
    name = called(shape.name, shape.key)
    return Finding(
        kind=Kind.PROBLEM, text=text.format(name=name), element=shape.key, name=name,
        line=shape.line,
    )  # fmt: skip
