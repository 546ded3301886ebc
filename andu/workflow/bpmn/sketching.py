"""From a definition to what is drawn of it: the other way round of `regions`."""

from dataclasses import dataclass, field

from andu.engine.definition import Definition
from andu.engine.nodes import Alarm, Automatic, Edge, Fork, ForkKind, Gate, Node, Region, Step
from andu.engine.tasks import Call, Wait
from andu.workflow.bpmn.ends import all_ends
from andu.workflow.bpmn.names import ALL_ENDS
from andu.workflow.bpmn.regions import empty
from andu.workflow.bpmn.sketch import Arrow, Pair, Shape, Sketch, What


@dataclass
class Drawing:
    """What was drawn so far. `way_in` and `way_out`: where arrows of a node end and begin."""

    taken: set[str]
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    pairs: dict[str, Pair] = field(default_factory=dict)
    way_in: dict[str, str] = field(default_factory=dict)
    way_out: dict[str, str] = field(default_factory=dict)
    inside: str = ""  # the sub-process that is being drawn
    bells: list[Alarm] = field(default_factory=list)  # drawn, with the arrow still to come

    def fresh(self, stem: str) -> str:
        """A key nobody has."""
        key, number = stem, 1
        while key in self.taken:
            number += 1
            key = f"{stem}_{number}"
        self.taken.add(key)
        return key

    def draw(self, key: str, what: What, **rest: object) -> str:
        """Add a shape; without a key it is only there for BPMN's sake."""
        is_drawn = rest.pop("is_drawn", not key)
        key = key or self.fresh(str(what))
        shape = Shape(key=key, what=what, is_drawn=is_drawn, inside=self.inside, **rest)  # type: ignore[arg-type]
        self.shapes.append(shape)
        return shape.key

    def join(self, source: str, target: str, edge: Edge | None = None) -> None:
        """Add an arrow, with what an edge says if there is one."""
        key = edge.key if edge else ""
        self.arrows.append(
            Arrow(
                key=key or self.fresh("flow"),
                source=source,
                target=target,
                is_drawn=not key,
                name=edge.name if edge else "",
                condition=edge.condition if edge else None,
                is_default=edge.is_default if edge else False,
            )
        )


def sketch_of(definition: Definition) -> Sketch:
    """All shapes and arrows of a definition, in its own order."""
    keys = {*definition.nodes, *definition.regions}
    edges = {edge.key for region in definition.regions.values() for edge in region.edges}
    drawing = Drawing({*keys, *edges})
    _root(definition, drawing)
    return Sketch(
        key=definition.key, name=definition.name, root=definition.root.key,
        root_name=definition.root.name, withdrawal=definition.withdrawal,
        take_back=definition.take_back, shapes=tuple(drawing.shapes),
        arrows=tuple(drawing.arrows), pairs=drawing.pairs,
    )  # fmt: skip


def _root(definition: Definition, drawing: Drawing) -> None:
    draft, (root, sides) = definition.drafting, _parted(definition.root)
    opening, ends = _opening(root), _ends(root, ALL_ENDS)
    if not opening:
        start = drawing.draw("", What.START)
        drawing.join(start, draft.key)
    drawing.draw(draft.key, What.STEP, name=draft.name, step=definition.draft_step, is_draft=True)
    special = {opening: What.START, **dict.fromkeys(ends, What.END)}
    meeting = ALL_ENDS if len(ends) > 1 else ""
    for node in (node for node in root.nodes if node.key != meeting):
        _node(node, root, drawing, special.get(node.key))
    if opening:
        drawing.join(opening, draft.key)
    else:
        drawing.join(draft.key, drawing.way_in[root.entry])
    _edges(root, drawing, {opening: draft.key}, meeting)
    if not ends:
        end = drawing.draw("", What.END)
        drawing.join(drawing.way_out[root.exit], end)
    _sides(sides, drawing)


def _parted(region: Region) -> tuple[Region, tuple[Region, ...]]:
    """The way that is always gone, and those that alarms open."""
    frame = region.frame
    return (frame.branches[0], frame.side_ways) if frame else (region, ())


def _sides(sides: tuple[Region, ...], drawing: Drawing) -> None:
    """Each with an end of its own; then the ways to them from their alarms."""
    for side in sides:
        meeting = all_ends(side.key)
        ends = _ends(side, meeting)
        meeting = meeting if len(ends) > 1 else ""
        special = dict.fromkeys(ends, What.END)
        for node in (node for node in side.nodes if node.key != meeting):
            _node(node, side, drawing, special.get(node.key))
        _edges(side, drawing, {}, meeting)
        if not ends:
            drawing.join(drawing.way_out[side.exit], drawing.draw("", What.END))
    entries = {side.key: side.entry for side in sides}
    for bell in [bell for bell in drawing.bells if bell.opens in entries]:
        drawing.join(bell.key, drawing.way_in[entries[bell.opens]])


def _opening(root: Region) -> str:
    """The entry, if it can be drawn as the start event."""
    ways = [edge for edge in root.edges if edge.source == root.entry]
    entry = next((node for node in root.nodes if node.key == root.entry), None)
    plain = len(ways) == 1 and ways[0].condition is None and not ways[0].is_default
    returns = any(edge.target == root.entry for edge in root.edges)
    return root.entry if isinstance(entry, Gate) and plain and not returns else ""


def _ends(root: Region, meeting: str) -> set[str]:
    """The gates that can be drawn as end events."""
    gates = {node.key: node for node in root.nodes if isinstance(node, Gate)}
    into = [edge for edge in root.edges if edge.target == root.exit]
    if root.exit in gates and ends_all(gates[root.exit]):
        return {root.exit}
    if root.exit not in gates or root.exit == root.entry:
        return set()
    if any(edge.source == root.exit for edge in root.edges):
        return set()
    if root.exit == meeting and not gates[meeting].name and len(into) > 1:
        sources = [edge.source for edge in into]
        others = {edge.source for edge in root.edges if edge.target != root.exit}
        bare = all(edge == Edge(source=edge.source, target=meeting) for edge in into)
        after = [node.key for node in root.nodes][-1] == meeting
        last = root.edges[-len(into) :] == tuple(into)
        drawn = [key for key in gates if key in sources]
        apart = not (others | {root.entry}) & set(sources)
        if bare and after and last and drawn == sources and apart:
            return {*sources, meeting}
    return {root.exit}


def _region(region: Region, drawing: Drawing) -> tuple[str, ...]:
    """Draw what lies in a branch; the keys of its shapes, nested branches included."""
    before = len(drawing.shapes)
    for node in region.nodes:
        _node(node, region, drawing)
    return tuple(shape.key for shape in drawing.shapes[before:])


def _node(node: Node, region: Region, drawing: Drawing, what: What | None = None) -> None:
    key = node.key
    drawing.way_in[key] = drawing.way_out[key] = key
    if isinstance(node, Fork) and node.is_sub_process:
        _sub(node, drawing)
    elif isinstance(node, Fork):
        _fork(node, region, drawing)
    elif isinstance(node, Gate):
        kind = What.STOP if node.ends is not None else what or What.CHOICE
        drawing.draw(key, kind, name=node.name, ends=node.ends)
        return
    elif isinstance(node, Automatic | Alarm):
        drawing.draw(key, _kind(node), name=node.name, machine=node)
        drawing.bells += [node] if isinstance(node, Alarm) and node.opens else []
    elif isinstance(node, Step):
        drawing.draw(key, What.STEP, name=node.name, step=node)
    ways = [edge for edge in region.edges if edge.source == key]
    if len(ways) > 1 or any(edge.condition or edge.is_default for edge in ways):
        choice = drawing.draw("", What.CHOICE)
        drawing.join(drawing.way_out[key], choice)
        drawing.way_out[key] = choice


def _kind(node: Automatic | Alarm) -> What:
    if isinstance(node, Alarm):
        return What.ALARM
    kinds = {Wait: What.WAIT, Call: What.CALL}
    return next(
        (what for task, what in kinds.items() if isinstance(node.task, task)), What.AUTOMATIC
    )


def _fork(fork: Fork, region: Region, drawing: Drawing) -> None:
    ways_in = sum(edge.target == fork.key for edge in region.edges) + (region.entry == fork.key)
    if ways_in > 1:
        merge = drawing.draw("", What.CHOICE)
        drawing.join(merge, fork.key)
        drawing.way_in[fork.key] = merge
    what = What.INCLUSIVE if fork.kind is ForkKind.INCLUSIVE else What.PARALLEL
    drawing.draw(fork.key, what, name=fork.name)
    join = fork.join or drawing.fresh("join")
    members = tuple(_lane(fork, branch, drawing, join) for branch in fork.branches)
    drawing.draw(join, what, is_drawn=not fork.join)
    drawing.way_out[fork.key] = join
    drawing.pairs[fork.key] = Pair(join, members)


def _sub(fork: Fork, drawing: Drawing) -> None:
    """A frame, and in it the sub-process with a start and an end of its own."""
    body, around = fork.branches[0], drawing.inside
    main, sides = _parted(body)
    drawing.draw(
        fork.key, What.SUB, name=fork.name, region=body.key, region_name=body.name,
        per_row=fork.kind is ForkKind.ROWS, rows=fork.rows,
    )  # fmt: skip
    drawing.inside, meeting = fork.key, all_ends(fork.key)
    opening, ends = _opening(main), _ends(main, meeting)
    start = "" if opening else drawing.draw("", What.START)
    special = {opening: What.START, **dict.fromkeys(ends, What.END)}
    meeting = meeting if len(ends) > 1 else ""
    for node in (node for node in main.nodes if node.key != meeting):
        _node(node, main, drawing, special.get(node.key))
    if start:
        drawing.join(start, drawing.way_in[main.entry])
    _edges(main, drawing, {}, meeting)
    if not ends:
        drawing.join(drawing.way_out[main.exit], drawing.draw("", What.END))
    _sides(sides, drawing)
    drawing.inside = around


def _lane(fork: Fork, branch: Region, drawing: Drawing, join: str) -> tuple[str, ...]:
    """Draw one branch with its arrows from the opening and to the closing gateway."""
    way = Edge(
        source=fork.key, target="", key=branch.key, name=branch.name, condition=branch.condition,
        is_default=branch.is_default,
    )  # fmt: skip
    if _is_empty(branch):
        drawing.join(fork.key, join, way)
        return ()
    members = _region(branch, drawing)
    drawing.join(fork.key, drawing.way_in[branch.entry], way)
    _edges(branch, drawing, {}, "")
    if not any(node.key == branch.exit and ends_all(node) for node in branch.nodes):
        drawing.join(drawing.way_out[branch.exit], join)
    return members


def ends_all(node: Node) -> bool:
    """Whether it is a terminate end, after which nothing comes."""
    return isinstance(node, Gate) and node.ends is not None


def _is_empty(branch: Region) -> bool:
    return branch.nodes == (Gate(key=empty(branch.key)),) and not branch.edges


def _edges(region: Region, drawing: Drawing, begin: dict[str, str], meeting: str) -> None:
    for edge in region.edges:
        if meeting and edge.target == meeting:
            continue
        source = begin.get(edge.source) or drawing.way_out[edge.source]
        drawing.join(source, drawing.way_in[edge.target], edge)
