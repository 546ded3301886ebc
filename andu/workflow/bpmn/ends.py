"""Where a drawing begins and ends, and which task is the initiator's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.names import ALL_ENDS
from andu.workflow.bpmn.sketch import Arrow, Shape, What


@dataclass
class Ends:
    """Entry and exit of the whole, and the initiator's task if it was drawn."""

    entry: str
    exit: str
    draft: Shape | None = None


def find_ends(graph: Graph, holder: str = "") -> tuple[Ends, list[Finding]]:
    """Entry, exit and initiator's task; the graph then holds only what runs after them. It is that
    of the whole, or of what lies in a sub-process."""
    findings: list[Finding] = []
    start = _start(graph, findings, holder)
    draft = _take_draft(graph, start, findings)
    entry = start
    if graph.shapes[start].is_drawn and len(graph.out[start]) == 1 and not graph.into[start]:
        way = graph.out[start][0]
        entry = way.target
        graph.drop(start, way)
    exit_ = _exit(graph, findings, holder, _where(holder))
    _connected(graph, entry, exit_, findings)
    return Ends(entry, exit_, draft), findings


def side_ends(graph: Graph, entry: str, key: str) -> tuple[str, list[Finding]]:
    """The exit of a side way, with its key, and what is wrong with it."""
    findings: list[Finding] = []
    where = _("到期另走的一路（从“{name}”起）：")
    first = graph.shapes[entry]
    exit_ = _exit(graph, findings, key, where.format(name=called(first.name, first.key)))
    _connected(graph, entry, exit_, findings)
    return exit_, findings


def _say(shape: Shape | None, kind: Kind, text: str) -> Finding:
    if shape is None:
        return Finding(kind=kind, text=text)
    name = called(shape.name, shape.key)
    return Finding(
        kind=kind, text=text.format(name=name), element=shape.key, name=name, line=shape.line
    )


def _start(graph: Graph, findings: list[Finding], holder: str) -> str:
    starts = [key for key, shape in graph.shapes.items() if shape.what is What.START]
    if not starts:
        begins = [key for key in graph.shapes if not graph.before(key)]
        if not holder or len(begins) != 1:
            text = _("没有开始。请画一个开始，接到第一个环节。")
            findings.append(_say(None, Kind.PROBLEM, _where(holder) + text))
        return (begins or list(graph.shapes))[0]
    for key in starts[1:]:
        text = _("有几个开始，“{name}”是多出来的。请只留一个开始。")
        findings.append(_say(graph.shapes[key], Kind.PROBLEM, text))
    for key in starts:
        if graph.into[key]:
            text = _("流向不能回到开始“{name}”。请指向第一个环节，或用“退回”。")
            findings.append(_say(graph.shapes[key], Kind.PROBLEM, text))
    return starts[0]


def _take_draft(graph: Graph, start: str, findings: list[Finding]) -> Shape | None:
    """The first task of the initiator leaves the graph and becomes the drafting step."""
    ways = graph.out[start]
    first = graph.shapes[ways[0].target] if len(ways) == 1 else None
    if first is None or not first.is_draft or graph.shapes[start].what is not What.START:
        return None
    if len(graph.into[first.key]) > 1:
        text = _(
            "流向画回了发起人的环节“{name}”。请删去这些流向，改用“退回”或“不同意时退回发起人”。"
        )
        findings.append(_say(first, Kind.PROBLEM, text))
        return None
    if len(graph.out[first.key]) != 1:
        text = _("发起人的环节“{name}”之后应当只有一条流向。请在后面接一个排他网关再分开。")
        findings.append(_say(first, Kind.PROBLEM, text))
        return None
    findings.append(_say(first, Kind.NOTE, _("“{name}”作为发起人填写和提交的环节。")))
    graph.drop(first.key, ways[0], source=start)
    return first


def _where(holder: str) -> str:
    return _("子流程“{holder}”里：").format(holder=holder) if holder else ""


def all_ends(holder: str) -> str:
    """The key of the gate in which several ends of the whole, or of a sub-process, meet."""
    return f"{holder}_{ALL_ENDS}" if holder else ALL_ENDS


def _exit(graph: Graph, findings: list[Finding], holder: str, where: str) -> str:
    ends = [key for key, shape in graph.shapes.items() if shape.what is What.END]
    for key in ends:
        if graph.out[key]:
            text = _("结束“{name}”后面还有流向。请删去。")
            findings.append(_say(graph.shapes[key], Kind.PROBLEM, text))
    if len(ends) == 1:
        return _last(graph, ends[0])
    stops = stops_in(graph.shapes)
    for key in (key for key in stops if graph.out[key]):
        text = _("结束“{name}”后面还有流向。请删去。")
        findings.append(_say(graph.shapes[key], Kind.PROBLEM, text))
    if not ends and stops:
        return stops[-1]
    if not ends:
        last = [key for key in graph.shapes if not graph.out[key]]
        if holder and len(last) == 1:
            return last[0]
        text = _("没有结束。请画一个结束，把最后的环节接上去。")
        findings.append(_say(None, Kind.PROBLEM, where + text))
    else:
        text = _("有 {count} 个结束，走到任何一个都算办结。").format(count=len(ends))
        findings.append(_say(None, Kind.NOTE, where + text))
    return _meeting(graph, ends, all_ends(holder))


def _last(graph: Graph, end: str) -> str:
    if graph.shapes[end].is_drawn and len(graph.into[end]) == 1 and not graph.out[end]:
        way = graph.into[end][0]
        graph.drop(end, way)
        return way.source
    return end


def _meeting(graph: Graph, ends: list[str], key: str) -> str:
    while key in graph.shapes:
        key += "_"
    graph.shapes[key] = Shape(key=key, what=What.END)
    for number, end in enumerate(ends):
        arrow = Arrow(key=f"{key}_{number}", source=end, target=key, is_drawn=True)
        graph.arrows.append(arrow)
    graph.link()
    return key


def _connected(graph: Graph, entry: str, exit_: str, findings: list[Finding]) -> None:
    reached = graph.reached(entry)
    back = _reaching(graph, [exit_, *stops_in(graph.shapes)])
    for key, shape in graph.shapes.items():
        if shape.what is What.FOREIGN and not (graph.into[key] or graph.out[key]):
            continue  # refused by name; an event leads to it, no way does
        if key not in reached and key != exit_:
            text = _("从开始走不到“{name}”。请接上流向，或删去它。")
        elif not graph.out[key] and key != exit_ and key not in back:
            text = _("“{name}”后面没有流向。请接到下一个环节或结束。")
        elif key not in back and key in reached:
            text = _("从“{name}”走不到结束。请给循环留一条出路。")
        else:
            continue
        findings.append(_say(shape, Kind.PROBLEM, text))


def stops_in(shapes: Mapping[str, Shape]) -> list[str]:
    """The ends that end all."""
    return [key for key, shape in shapes.items() if shape.what is What.STOP]


def _reaching(graph: Graph, ends: list[str]) -> set[str]:
    seen, waiting = set(ends), list(ends)
    while waiting:
        new = set(graph.before(waiting.pop())) - seen
        seen |= new
        waiting.extend(new)
    return seen
