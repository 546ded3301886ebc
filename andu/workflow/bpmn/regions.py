"""From a sketch to the engine's tree of regions, and what must be mended before publishing."""

from dataclasses import dataclass, field, replace

from andu.engine.definition import USUAL_DRAFTING, Definition, Drafting
from andu.engine.nodes import Alarm, Automatic, Edge, Fork, ForkKind, Gate, Node, Region, Step
from andu.workflow.bpmn.doubts import unclear, unmatched
from andu.workflow.bpmn.ends import Ends, find_ends, side_ends, stops_in
from andu.workflow.bpmn.findings import Finding
from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.pairs import pairs
from andu.workflow.bpmn.sides import take_sides
from andu.workflow.bpmn.sketch import Arrow, Pair, Shape, Sketch, What


@dataclass
class Building:
    """A graph on its way to regions. `opened_by` maps a closing gateway to its opening one;
    `bodies` has what lies in each sub-process, `bells` the alarms that interrupt nothing, `order`
    how all was drawn, and `sides` the ways beside this one."""

    graph: Graph
    pairs: dict[str, Pair]
    taken: set[str] = field(default_factory=set)
    bodies: dict[str, Region] = field(default_factory=dict)
    bells: dict[str, Alarm] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    sides: list[Region] = field(default_factory=list)

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
    taken = {*(shape.key for shape in sketch.shapes), *(arrow.key for arrow in sketch.arrows)}
    building, ends, findings = _built(sketch, "", nesting, taken)
    graph = building.graph
    others = {*graph.shapes, *(way.key for split in building.pairs for way in graph.out[split])}
    root = sketch.root if sketch.root not in others else building.fresh(sketch.root)
    region = _whole(building, (root, sketch.root_name), ends)
    return (
        Definition(
            key=sketch.key, name=sketch.name, root=region, drafting=_drafting(ends, building),
            withdrawal=sketch.withdrawal, take_back=sketch.take_back,
        ),
        findings,
    )  # fmt: skip


def _built(
    sketch: Sketch, holder: str, nesting: int, taken: set[str]
) -> tuple[Building, Ends, list[Finding]]:
    """What lies directly in the whole or in a sub-process, and in it what lies in each of its own
    sub-processes."""
    graph = Graph(sketch.within(holder))
    graph.without_drawn()
    aside = take_sides(graph)
    ends, findings = find_ends(graph, holder)
    building = Building(graph, {}, taken, bells=aside.bells)
    building.order = {shape.key: at for at, shape in enumerate(sketch.shapes)}
    findings += aside.findings + _filled(building, sketch, nesting)
    for key, entry, part in aside.ways:
        exit_, wrong = side_ends(part, entry, key)
        side = replace(building, graph=part, pairs={}, bodies={}, sides=[])
        findings += wrong + _filled(side, sketch, nesting)
        building.sides.append(_region(side, (key, ""), entry, exit_, set(part.shapes)))
    return building, ends, findings


def _filled(building: Building, sketch: Sketch, nesting: int) -> list[Finding]:
    """Match the gateways, and build what lies in sub-processes."""
    graph = building.graph
    building.pairs = found = pairs(graph, nesting)
    findings = unmatched(graph, found) + unclear(graph, found)
    for shape in [each for each in graph.shapes.values() if each.what is What.SUB]:
        inner, its_ends, more = _built(sketch, shape.key, nesting, building.taken)
        names = (shape.region, shape.region_name)
        building.bodies[shape.key] = _whole(inner, names, its_ends)
        findings += more
    return findings


def _whole(building: Building, names: tuple[str, str], ends: Ends) -> Region:
    """All that lies in a sub-process or in none; with a frame around it where there are ways
    beside."""
    region = _region(building, names, ends.entry, ends.exit, set(building.graph.shapes))
    if not building.sides:
        return region
    main = replace(region, key=building.fresh(f"{region.key[:50]}_main"), name="")
    frame = Fork(
        key=building.fresh(f"{region.key[:50]}_frame"), kind=ForkKind.ALONGSIDE,
        branches=(main, *building.sides),
    )  # fmt: skip
    return Region(key=region.key, name=region.name, entry=frame.key, exit=frame.key, nodes=(frame,))


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
        nodes=tuple(_with_bells(building, top)), edges=tuple(edges),
    )  # fmt: skip


def _with_bells(building: Building, keys: list[str]) -> list[Node]:
    """The nodes, with the alarms on them that interrupt nothing, all as they were drawn."""
    nodes = [_node(building, key) for key in keys]
    nodes += [bell for bell in building.bells.values() if bell.of in keys]
    last = len(building.order)
    return sorted(nodes, key=lambda node: building.order.get(node.key, last))


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
            key=key, name=shape.name, kind=_kind(shape), join="" if join.is_drawn else join.key,
            branches=tuple(_branch(building, way, set(members), join) for way, members in ways),
        )  # fmt: skip
    if key in building.bodies:
        kind = ForkKind.ROWS if shape.per_row else ForkKind.SUB
        bodies = (building.bodies[key],)
        return Fork(key=key, name=shape.name, branches=bodies, kind=kind, rows=shape.rows)
    if isinstance(shape.step, Step):
        return shape.step
    if shape.machine is not None:
        return shape.machine
    if shape.what in {What.AUTOMATIC, What.FOREIGN}:
        return Automatic(key=key, name=shape.name)
    return Gate(key=key, name=shape.name, ends=shape.ends)


def _kind(shape: Shape) -> ForkKind:
    return ForkKind.INCLUSIVE if shape.what is What.INCLUSIVE else ForkKind.PARALLEL


def _branch(building: Building, way: Arrow, members: set[str], join: Shape) -> Region:
    """What lies on one way, entered as the way says."""
    inside = _inside(building, way, members, join)
    return replace(inside, condition=way.condition, is_default=way.is_default)


def _inside(building: Building, way: Arrow, members: set[str], join: Shape) -> Region:
    names = (way.key, way.name)
    if not members:
        gate = Gate(key=building.fresh(empty(way.key)))
        return Region(key=names[0], name=names[1], entry=gate.key, exit=gate.key, nodes=(gate,))
    last = next((a for a in building.graph.into[join.key] if a.source in members), None)
    if last is None:
        return _region(building, names, way.target, _stop(building, members), members)
    region = _region(building, names, way.target, last.source, members)
    if len(building.graph.out[last.source]) == 1 and last.condition is None:
        return region
    gate = Gate(key=building.fresh(f"{last.key}_exit"))
    edge = _edge(last, region.exit, gate.key)
    return Region(
        key=region.key, name=region.name, entry=region.entry, exit=gate.key,
        nodes=(*region.nodes, gate), edges=(*region.edges, edge),
    )  # fmt: skip


def _stop(building: Building, members: set[str]) -> str:
    """Where a branch ends that never comes to the closing gateway: at its last terminate end."""
    inner = {
        key for split, pair in building.pairs.items() if split in members
        for branch in pair.branches for key in branch
    }  # fmt: skip
    shapes = building.graph.shapes
    found = stops_in({key: shapes[key] for key in shapes if key in members})
    return ([key for key in found if key not in inner] or found)[-1]


def empty(branch: str) -> str:
    """The key of the gate that makes up an empty branch."""
    return f"{branch}_empty"
