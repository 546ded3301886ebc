"""A definition told as a table of steps, where a table can tell it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard

from andu.approvals.editor.table import END, NEXT, REFUSED, Row, Table, Way
from andu.engine.conditions import AllOf, AnyOf, Condition, Test
from andu.engine.definition import Definition
from andu.engine.nodes import (
    Alarm,
    Automatic,
    Edge,
    Ending,
    Fork,
    ForkKind,
    Gate,
    Node,
    Region,
    Step,
)

MOST_WAYS = 40  # a row with more is a drawing, not a table

Sides = Mapping[str, str]  # the first row of each way beside
Told = tuple[tuple[Test, ...], str]  # what must hold, and the node it leads to


class Untold(Exception):
    """A table cannot say this."""


def table_of(definition: Definition) -> Table | None:
    """The table that means this definition; None when only a drawing can tell it: steps of the
    machine that do nothing, sub-processes that run once, alarms on more than a step, ends that end
    all as passed, groups inside branches, conditions with "or" inside "and", loops among gateways,
    and a last branch whose last step does not simply end it."""
    try:
        rows = _whole(definition.root)
    except Untold:
        return None
    return Table(
        key=definition.key, name=definition.name, rows=rows, drafting=definition.drafting,
        withdrawal=definition.withdrawal, take_back=definition.take_back,
        cuts_sides=cuts_sides(definition),
    )  # fmt: skip


def cuts_sides(definition: Definition) -> bool:
    """Whether the end of the main way ends what is still beside it."""
    frame = definition.root.frame
    return frame is not None and _cuts(frame.branches[0])


def waits_for_sides(definition: Definition) -> bool:
    """Whether all is over only when what is beside the main way is done as well."""
    return definition.root.frame is not None and not cuts_sides(definition)


def _cuts(main: Region) -> bool:
    last = next(node for node in main.nodes if node.key == main.exit)
    return isinstance(last, Gate) and last.ends is Ending.PASSED and not last.name


def _uncut(main: Region) -> Region:
    """The same with an end that ends nothing else."""
    plain = Gate(key=main.exit)
    nodes = tuple(plain if node.key == main.exit else node for node in main.nodes)
    return replace(main, nodes=nodes) if _cuts(main) else main


def with_steps(definition: Definition, steps: dict[str, Step]) -> Definition:
    """The definition with some steps replaced, everything else as it was."""
    return replace(definition, root=_with_steps(definition.root, steps))


def _whole(root: Region) -> tuple[Row, ...]:
    """All rows: those of the main way, then those of the ways beside it."""
    frame = root.frame
    if frame is None:
        return _rows(root, {})
    sides = {side.key: _straight(side, {n.key: n for n in side.nodes}) for side in frame.side_ways}
    rows = list(_rows(_uncut(frame.branches[0]), sides))
    for side in frame.side_ways:
        rows += [replace(row, side=True) for row in _branch(side, "", sides)]
    return tuple(rows)


def _rows(root: Region, sides: Sides) -> tuple[Row, ...]:
    nodes = {node.key: node for node in root.nodes}
    start = _straight(root, nodes)
    blocks = [node for node in root.nodes if not isinstance(node, Gate | Alarm)]
    if start == REFUSED:
        raise Untold
    if start != END:
        blocks.sort(key=lambda node: node.key != start)  # stable: the entry first
    following = [*(node.key for node in blocks[1:]), END]
    first = {node.key: _branches(node, sides)[0].key for node in blocks} | {
        END: END,
        REFUSED: REFUSED,
    }
    rows: list[Row] = []
    for number, (node, after) in enumerate(zip(blocks, following, strict=False), 1):
        *others, last = _branches(node, sides)
        group = str(number) if others and not last.rows else ""
        ways, default = _ways_on(root, nodes, node.key)
        if isinstance(node, Fork):
            _without_alarm(root, node)
        else:
            last = _lately(last, (root, nodes), first, sides)
        rows += [replace(row, group=group) for row in others]
        rows.append(replace(
            last, group=group, next=NEXT if default == after else first[default],
            ways=tuple(Way(tests, first[to]) for tests, to in ways),
        ))  # fmt: skip
    return tuple(rows)


def _branches(node: Node, sides: Sides) -> tuple[Row, ...]:
    """The step of a node, or the steps of a fork by branches, with what is said about entering
    them."""
    if _is_work(node):
        return (Row(step=node),)
    if isinstance(node, Fork) and node.kind is ForkKind.ROWS:
        return _each_row(node)
    if not isinstance(node, Fork) or len(node.branches) < 2:
        raise Untold
    chooses = any(branch.condition or branch.is_default for branch in node.branches)
    if chooses != (node.kind is ForkKind.INCLUSIVE):
        raise Untold
    rows = [
        row for at, each in enumerate(node.branches, 1) for row in _branch(each, str(at), sides)
    ]
    if rows[-1].next or rows[-1].ways:
        raise Untold
    return tuple(rows)


def _each_row(fork: Fork) -> tuple[Row, ...]:
    """The steps of what is done for each row of a table."""
    rows = _branch(fork.branches[0], "", {})
    if rows[-1].next or rows[-1].ways:
        raise Untold
    return tuple(replace(row, rows=fork.rows) for row in rows)


def _branch(branch: Region, name: str, sides: Sides) -> list[Row]:
    """The steps of a branch, one after another and by condition."""
    nodes = {node.key: node for node in branch.nodes}
    steps = [node for node in branch.nodes if _is_work(node)]
    start = _straight(branch, nodes)
    rest = [node for node in branch.nodes if not _is_work(node)]
    if any(not isinstance(node, Gate | Alarm) for node in rest) or start not in nodes:
        raise Untold
    steps.sort(key=lambda step: step.key != start)  # stable: the entry first
    after = [*(step.key for step in steps[1:]), END]
    rows = [_inside(branch, nodes, step, following)
            for step, following in zip(steps, after, strict=True)]  # fmt: skip
    if len(rows) == 1 and (rows[0].ways or rows[0].next):
        raise Untold
    places = {row.key: row.key for row in rows} | {END: END, REFUSED: REFUSED}
    rows = [_lately(row, (branch, nodes), places, sides) for row in rows]
    enter = tuple(_parts(branch.condition)) if branch.condition else ()
    rows[0] = replace(rows[0], enter=enter, is_default=branch.is_default)
    return [replace(row, branch=name) for row in rows] if len(rows) > 1 else rows


def _is_work(node: Node) -> TypeGuard[Step | Automatic]:
    """Whether a row can be it: people work there, or the machine."""
    return isinstance(node, Step) or (isinstance(node, Automatic) and node.task is not None)


def _without_alarm(region: Region, node: Node) -> None:
    if any(isinstance(each, Alarm) and each.of == node.key for each in region.nodes):
        raise Untold


def _lately(
    row: Row, around: tuple[Region, dict[str, Node]], places: dict[str, str], sides: Sides
) -> Row:
    """A row with its alarm, if it has one; more than one, or one that chooses, is a drawing."""
    region, nodes = around
    alarms = [each for each in region.nodes if isinstance(each, Alarm) and each.of == row.key]
    if not alarms:
        return row
    (alarm, *more), told = alarms, list(_told(region, nodes, alarms[0].key, ()))
    if more or (alarm.opens and alarm.opens not in sides):
        raise Untold
    row = replace(row, late=alarm.when, late_name=alarm.name)
    if alarm.opens:
        return replace(row, late_to=sides[alarm.opens], late_beside=True)
    if len(told) != 1 or told[0][0]:
        raise Untold
    return replace(row, late_to=places[told[0][1]])


def _inside(branch: Region, nodes: dict[str, Node], step: Step | Automatic, following: str) -> Row:
    ways, default = _ways_on(branch, nodes, step.key)
    return Row(
        step=step, next=NEXT if default == following else default,
        ways=tuple(Way(tests, to) for tests, to in ways),
    )  # fmt: skip


def _straight(root: Region, nodes: dict[str, Node]) -> str:
    """Where the flow begins; a table has no conditions there."""
    if not isinstance(nodes[root.entry], Gate):
        return root.entry
    ways, default = _ways_on(root, nodes, root.entry)
    if ways:
        raise Untold
    return default


def _ways_on(root: Region, nodes: dict[str, Node], source: str) -> tuple[list[Told], str]:
    """The conditional ways out of a node with gateways dissolved, and the default."""
    if source == root.exit:
        return [], END
    told = list(_told(root, nodes, source, ()))
    if not told or len(told) > MOST_WAYS:
        raise Untold
    *ways, (tests, default) = told
    if tests:
        raise Untold
    return [way for way in ways if way[0]], default


def _told(
    root: Region, nodes: dict[str, Node], source: str, passed: tuple[str, ...]
) -> Iterator[Told]:
    """Every way from a node to a step or the end, in the order they are tried."""
    if source in passed:
        raise Untold
    edges = [edge for edge in root.edges if edge.source == source]
    for edge in sorted(edges, key=lambda each: each.condition is None):
        target = nodes[edge.target]
        for tests in _tests(edge):
            if isinstance(target, Gate) and target.ends is not None:
                if target.ends is not Ending.REFUSED or target.name or target.key == root.exit:
                    raise Untold
                yield tests, REFUSED
            elif isinstance(target, Gate) and target.key == root.exit:
                yield tests, END
            elif isinstance(target, Gate):
                for more, to in _told(root, nodes, edge.target, (*passed, source)):
                    yield (*tests, *more), to
            else:
                yield tests, edge.target


def _tests(edge: Edge) -> Iterator[tuple[Test, ...]]:
    """The tests of an edge; of an "or" each part is a way of its own."""
    if edge.condition is None:
        yield ()
    else:
        yield from _parts(edge.condition)


def _parts(condition: Condition) -> Iterator[tuple[Test, ...]]:
    """The parts of an "or", each as tests that all must hold."""
    parts = condition.parts if isinstance(condition, AnyOf) else (condition,)
    yield from (_all(part) for part in parts)


def _all(condition: Condition) -> tuple[Test, ...]:
    if isinstance(condition, Test):
        return (condition,)
    if not isinstance(condition, AllOf) or not condition.parts:
        raise Untold
    return tuple(test for part in condition.parts for test in _all(part))


def _with_steps(region: Region, steps: dict[str, Step]) -> Region:
    nodes = tuple(_with_step(node, steps) for node in region.nodes)
    return replace(region, nodes=nodes)


def _with_step(node: Node, steps: dict[str, Step]) -> Node:
    if isinstance(node, Fork):
        return replace(node, branches=tuple(_with_steps(each, steps) for each in node.branches))
    return steps.get(node.key, node)
