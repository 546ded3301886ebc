"""From a sketch to the engine's tree of regions, and what must be mended before publishing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from andu.engine.definition import USUAL_DRAFTING, Definition, Drafting
from andu.engine.nodes import Automatic, Edge, Fork, Gate, Node, Region, Step
from andu.workflow.bpmn.ends import Ends, find_ends
from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.pairs import pairs
from andu.workflow.bpmn.sketch import Arrow, Pair, Shape, Sketch, What


@dataclass
class Building:
    """A graph on its way to regions. `opened_by` maps a closing gateway to its opening one."""

    graph: Graph
    pairs: dict[str, Pair]
    taken: set[str] = field(default_factory=set)

    @property
    def opened_by(self) -> dict[str, str]:
        return {pair.join: split for split, pair in self.pairs.items()}

    def fresh(self, key: str) -> str:
        """A key that no shape or arrow has."""
        while key in self.taken:
            key += "_"
        self.taken.add(key)
        return key


def definition_of(sketch: Sketch, nesting: int) -> tuple[Definition, list[Finding]]:
    """The definition a sketch means. With problems found it is good for a draft only."""
    graph = Graph(sketch)
    graph.without_drawn()
    ends, findings = find_ends(graph)
    found = pairs(graph, nesting)
    findings += _unmatched(graph, found) + _unclear(graph, found)
    building = Building(graph, found, {*graph.shapes, *(a.key for a in graph.arrows)})
    others = {*graph.shapes, *(way.key for split in found for way in graph.out[split])}
    root = sketch.root if sketch.root not in others else building.fresh(sketch.root)
    region = _region(building, (root, sketch.root_name), ends.entry, ends.exit, set(graph.shapes))
    return (
        Definition(
            key=sketch.key, name=sketch.name, root=region, drafting=_drafting(ends, building),
            withdrawal=sketch.withdrawal, take_back=sketch.take_back,
        ),
        findings,
    )  # fmt: skip


def _drafting(ends: Ends, building: Building) -> Drafting:
    if ends.draft is not None:
        return Drafting(key=ends.draft.key, name=ends.draft.name)
    if USUAL_DRAFTING.key in building.taken:
        return Drafting(key=building.fresh(USUAL_DRAFTING.key))
    return USUAL_DRAFTING


def _region(
    building: Building, names: tuple[str, str], entry: str, exit_: str, members: set[str]
) -> Region:
    inside = {
        key for split, pair in building.pairs.items() if split in members
        for branch in pair.branches for key in branch
    }  # fmt: skip
    joins = {building.pairs[key].join for key in members if key in building.pairs}
    top = [key for key in building.graph.shapes if key in members - inside - joins]
    outward = {*top, *joins} - building.pairs.keys()
    node_of = building.opened_by
    edges = [
        _edge(arrow, node_of.get(arrow.source, arrow.source), arrow.target)
        for arrow in building.graph.arrows
        if arrow.source in outward - inside and arrow.target in top
    ]
    return Region(
        key=names[0], name=names[1], entry=entry, exit=node_of.get(exit_, exit_),
        nodes=tuple(_node(building, key) for key in top), edges=tuple(edges),
    )  # fmt: skip


def _edge(arrow: Arrow, source: str, target: str) -> Edge:
    return Edge(
        source=source, target=target, condition=arrow.condition, is_default=arrow.is_default,
        key="" if arrow.is_drawn else arrow.key, name=arrow.name,
    )  # fmt: skip


def _node(building: Building, key: str) -> Node:
    shape = building.graph.shapes[key]
    if key in building.pairs:
        pair = building.pairs[key]
        ways = zip(building.graph.out[key], pair.branches, strict=True)
        join = building.graph.shapes[pair.join]
        return Fork(
            key=key, name=shape.name, join="" if join.is_drawn else join.key,
            branches=tuple(_branch(building, way, set(members), join) for way, members in ways),
        )  # fmt: skip
    if isinstance(shape.step, Step):
        return shape.step
    if shape.what in {What.AUTOMATIC, What.FOREIGN}:
        return Automatic(key=key, name=shape.name)
    return Gate(key=key, name=shape.name)


def _branch(building: Building, way: Arrow, members: set[str], join: Shape) -> Region:
    names = (way.key, way.name)
    if not members:
        gate = Gate(key=building.fresh(empty(way.key)))
        return Region(key=names[0], name=names[1], entry=gate.key, exit=gate.key, nodes=(gate,))
    last = next(a for a in building.graph.into[join.key] if a.source in members)
    region = _region(building, names, way.target, last.source, members)
    if len(building.graph.out[last.source]) == 1 and last.condition is None:
        return region
    gate = Gate(key=building.fresh(f"{last.key}_exit"))
    edge = _edge(last, region.exit, gate.key)
    return Region(
        key=region.key, name=region.name, entry=region.entry, exit=gate.key,
        nodes=(*region.nodes, gate), edges=(*region.edges, edge),
    )  # fmt: skip


def empty(branch: str) -> str:
    """The key of the gate that makes up an empty branch."""
    return f"{branch}_empty"


def _problem(shape: Shape | Arrow, text: str) -> Finding:
    return Finding(
        kind=Kind.PROBLEM, element=shape.key, name=called(shape.name, shape.key), text=text,
        line=shape.line,
    )  # fmt: skip


def _unmatched(graph: Graph, found: dict[str, Pair]) -> list[Finding]:
    said: list[Finding] = []
    lonely = [
        shape for key, shape in graph.shapes.items() if shape.what is What.PARALLEL
        and key not in found and key not in {pair.join for pair in found.values()}
    ]  # fmt: skip
    named: set[str] = set()
    for shape in lonely:
        if len(graph.out[shape.key]) > 1:
            near = [key for key in graph.nearest(shape.key)[1:] if _closes(graph, key, lonely)]
            named |= {shape.key, *near[:1]}
            said.append(_problem(shape, _open_text(graph, shape, near)))
    for shape in lonely:
        if shape.key not in named and len(graph.into[shape.key]) > 1:
            text = _("并行汇合“{name}”没有对应的并行分开。请从同一个并行网关分出它的各条分支。")
            said.append(_problem(shape, text.format(name=called(shape.name, shape.key))))
    return said


def _closes(graph: Graph, key: str, lonely: list[Shape]) -> bool:
    return graph.shapes[key] in lonely and len(graph.into[key]) > 1


def _open_text(graph: Graph, shape: Shape, near: list[str]) -> str:
    name, ways = called(shape.name, shape.key), len(graph.out[shape.key])
    if len(graph.into[shape.key]) > 1:
        text = _("并行网关“{name}”既汇合又分开。请拆成两个：先汇合，再分开。")
        return text.format(name=name)
    if not near:
        text = _("并行网关“{name}”分出的 {ways} 条分支没有汇合。请让它们都进入同一个并行网关。")
        return text.format(name=name, ways=ways)
    other = graph.shapes[near[0]]
    text = _(
        "并行网关“{name}”分出 {ways} 条分支，最近的汇合“{other}”收进 {into} 条，两个配不成对。"
        "请让同一处分出的分支各用一条流向进入同一个并行网关，中途不进不出。"
    )
    return text.format(
        name=name, ways=ways, other=called(other.name, other.key), into=len(graph.into[near[0]])
    )


def _unclear(graph: Graph, found: dict[str, Pair]) -> list[Finding]:
    said: list[Finding] = []
    for arrow in graph.arrows:
        name = called(arrow.name, arrow.key)
        joins = {pair.join for pair in found.values()}
        if arrow.is_foreign:
            text = _("流向“{name}”的条件是别的软件写的，本系统不执行。请在流程编辑里重新设置条件。")
            said.append(_problem(arrow, text.format(name=name)))
        if arrow.condition and (arrow.source in found or arrow.target in joins):
            text = _("流向“{name}”在并行网关旁，不能带条件。请删去条件，或改用排他网关。")
            said.append(_problem(arrow, text.format(name=name)))
    for key, shape in graph.shapes.items():
        plain = [a for a in graph.out[key] if not (a.condition or a.is_foreign or a.is_default)]
        if key in found or shape.what is What.PARALLEL or len(graph.out[key]) < 2:
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
