"""What a drawing leaves in doubt: gateways without partners, ways without conditions."""

from dataclasses import replace

from django.utils.translation import gettext as _

from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.foreign.taking import open_condition
from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.sketch import FORKS, Arrow, Pair, Shape, What


def unmatched(graph: Graph, found: dict[str, Pair]) -> list[Finding]:
    """Parallel and inclusive gateways without a partner; the nearest closing one is named with the
    opening one."""
    paired = found.keys() | {pair.join for pair in found.values()}
    lonely = {
        key: shape for key, shape in graph.shapes.items()
        if shape.what in FORKS and key not in paired
    }  # fmt: skip
    closing = {key: None for key in lonely if len(graph.into[key]) > 1}
    said: list[Finding] = []
    named: set[str] = set()
    for key, shape in lonely.items():
        if len(graph.out[key]) > 1:
            near = [each for each in graph.nearest(key)[1:] if each in closing][:1]
            named |= {key, *near}
            said.append(_problem(shape, _open_text(graph, shape, near)))
    for key in closing:
        if key not in named:
            shape = lonely[key]
            text = _("{kind}汇合“{name}”没有对应的分开。请从同一个{kind}网关分出它的各条分支。")
            said.append(
                _problem(shape, text.format(name=called(shape.name, key), kind=_kind(shape)))
            )
    return said


def _kind(shape: Shape) -> str:
    return _("包容") if shape.what is What.INCLUSIVE else _("并行")


def _open_text(graph: Graph, shape: Shape, near: list[str]) -> str:
    name, ways, kind = called(shape.name, shape.key), len(graph.out[shape.key]), _kind(shape)
    if len(graph.into[shape.key]) > 1:
        text = _("{kind}网关“{name}”既汇合又分开。请拆成两个：先汇合，再分开。")
        return text.format(name=name, kind=kind)
    if not near:
        text = _("{kind}网关“{name}”分出的 {ways} 条分支没有汇合。请让它们都进入同一个{kind}网关。")
        return text.format(name=name, ways=ways, kind=kind)
    other = graph.shapes[near[0]]
    text = _(
        "{kind}网关“{name}”分出 {ways} 条分支，最近的汇合“{other}”收进 {into} 条，两个配不成对。"
        "请让同一处分出的分支各用一条流向进入同一个{kind}网关，中途不进不出。"
    )
    return text.format(
        name=name,
        ways=ways,
        kind=kind,
        other=called(other.name, other.key),
        into=len(graph.into[near[0]]),
    )


def unclear(graph: Graph, found: dict[str, Pair]) -> list[Finding]:
    """Conditions that cannot be kept to, and ways on that may mean something else to BPMN."""
    said: list[Finding] = []
    joins = {pair.join for pair in found.values()}
    for arrow in graph.arrows:
        ends = [graph.shapes[end] for end in (arrow.source, arrow.target)]
        joined = " → ".join(called(end.name, end.key)[:18] for end in ends)
        name = called(arrow.name or joined, arrow.key)
        if arrow.is_foreign:
            gap = open_condition(name, arrow.expression, arrow.why)
            said.append(replace(_problem(arrow, str(gap)), kind=Kind.OPEN, topic=gap.topic))
        chooses = arrow.source in found and ends[0].what is What.INCLUSIVE
        if arrow.condition and not chooses and (arrow.source in found or arrow.target in joins):
            text = _("流向“{name}”在并行网关旁，不能带条件。请删去条件，或改用排他网关、包容网关。")
            said.append(_problem(arrow, text.format(name=name)))
    for key, shape in graph.shapes.items():
        plain = [a for a in graph.out[key] if not (a.condition or a.is_foreign or a.is_default)]
        if key in found or shape.what in FORKS or len(graph.out[key]) < 2:
            continue
        if shape.what is not What.CHOICE and key not in graph.parted and plain:
            text = _(
                "“{name}”后面有几条没有条件的流向。要同时走请用并行网关，要选一条请用排他网关。"
            )
            said.append(_problem(shape, text.format(name=called(shape.name, key))))
        elif len(plain) > 1:
            text = _("“{name}”后面有 {count} 条没有条件的流向。请写上条件，只留一条作为默认。")
            said.append(
                _problem(shape, text.format(name=called(shape.name, key), count=len(plain)))
            )
    return said


def _problem(shape: Shape | Arrow, text: str) -> Finding:
    return Finding(
        kind=Kind.PROBLEM, element=shape.key, name=called(shape.name, shape.key), text=text,
        line=shape.line,
    )  # fmt: skip
