"""A flow as a table of steps, and the definition it comes to. Plain values, nothing is looked up.

A row is a step. It goes on to the next row unless it says otherwise; conditional ways are tried in
order before that. Adjacent rows of one group run side by side, each in a branch of its own; where
the group goes on to is said in its last row. A row of a group may say when its branch is entered,
or that it is the one to enter when no other is: then the branches are chosen from (WF-06).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from andu.engine.conditions import AllOf, AnyOf, Condition, Test
from andu.engine.definition import USUAL_DRAFTING, Definition, Drafting, Withdrawal
from andu.engine.nodes import Edge, Fork, ForkKind, Gate, Node, Region, Step

END = "@end"  # a way that leads to the end; no key of a step
NEXT = ""  # the next row, or the end after the last


@dataclass(frozen=True)
class Way:
    """When all tests hold, go to a step (its key) or to END."""

    tests: tuple[Test, ...]
    to: str = END

    @property
    def condition(self) -> Condition:
        """The tests as one condition."""
        return all_of(self.tests)


def all_of(tests: tuple[Test, ...]) -> Condition:
    """Tests that all must hold as one condition."""
    return tests[0] if len(tests) == 1 else AllOf(tests)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One step and where it goes on to. In a group: when its branch is entered (all tests of one of
    the tuples hold; none at all: always), or whether it is the default one."""

    step: Step
    group: str = ""
    enter: tuple[tuple[Test, ...], ...] = ()
    is_default: bool = False
    next: str = NEXT
    ways: tuple[Way, ...] = ()

    @property
    def key(self) -> str:
        """The step's key."""
        return self.step.key

    @property
    def condition(self) -> Condition | None:
        """When its branch is entered, as one condition; None for always."""
        parts = tuple(all_of(tests) for tests in self.enter if tests)
        return parts[0] if len(parts) == 1 else AnyOf(parts) if parts else None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A whole flow as a table."""

    key: str
    name: str = ""
    rows: tuple[Row, ...] = ()
    drafting: Drafting = USUAL_DRAFTING
    withdrawal: Withdrawal = Withdrawal.UNTIL_FIRST_DECISION
    take_back: bool = True


@dataclass(frozen=True)
class Problem:
    """What a table cannot mean: a code, the key of the row it concerns, and more."""

    code: str
    row: str
    detail: str = ""


def definition_of(table: Table) -> Definition:
    """The definition a table means. Ways to nowhere are left out; `problems_of` tells of them."""
    blocks, fresh = blocks_of(table.rows), _Fresh(table)
    opening, ending = fresh.key("start"), fresh.key("end")
    named = [(block, _name(block, fresh)) for block in blocks]
    names = {row.key: name for block, name in named for row in block}
    places = names | {END: ending}
    nodes: list[Node] = [Gate(key=opening)]
    edges: list[Edge] = []
    after = [names[block[0].key] for block in blocks[1:]] + [ending]
    edges.append(Edge(source=opening, target=names[blocks[0][0].key] if blocks else ending))
    for block, following in zip(blocks, after, strict=True) if blocks else ():
        name = names[block[0].key]
        nodes.append(block[0].step if len(block) == 1 else _fork(name, block, fresh))
        edges += _edges(name, block[-1], places, following)
    root = Region(
        key=fresh.key("root"), entry=opening, exit=ending,
        nodes=(*nodes, Gate(key=ending)), edges=tuple(edges),
    )  # fmt: skip
    return Definition(
        key=table.key, name=table.name, root=root, drafting=table.drafting,
        withdrawal=table.withdrawal, take_back=table.take_back,
    )  # fmt: skip


def problems_of(table: Table) -> list[Problem]:
    """What the definition leaves out or cannot say, by row. The engine's own findings come on top
    of these."""
    keys = {row.key for row in table.rows}
    runs = [block for block in blocks_of(table.rows) if block[0].group]
    apart = {group for group, times in Counter(b[0].group for b in runs).items() if times > 1}
    found = []
    for block in runs:
        if len(block) == 1:
            found.append(Problem("group_alone", block[0].key, block[0].group))
        elif block[0].group in apart:
            found.append(Problem("group_apart", block[0].key, block[0].group))
        inside = (row for row in block[:-1] if row.next or row.ways)
        found += [Problem("way_in_group", row.key, row.group) for row in inside]
        found += _about_entering(block)
    lone = (row for row in table.rows if not row.group and (row.enter or row.is_default))
    found += [Problem("enter_alone", row.key) for row in lone]
    for row in table.rows:
        targets = [row.next or END, *(way.to for way in row.ways)]
        found += [Problem("way_to_nowhere", row.key) for to in targets if to not in keys | {END}]
        found += [Problem("way_without_test", row.key) for way in row.ways if not way.tests]
    return found


def _about_entering(block: tuple[Row, ...]) -> Iterator[Problem]:
    """What the engine lets pass but nobody means: a default that is never entered."""
    sure = [row for row in block if row.condition is None and not row.is_default]
    for row in block:
        if row.is_default and sure and len(block) > 1:
            yield Problem("default_never", row.key, sure[0].step.name)


def blocks_of(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """The rows in blocks: one row alone, or adjacent rows of one group."""
    found: list[tuple[Row, ...]] = []
    for group, run in groupby(rows, key=lambda row: row.group):
        block = tuple(run)
        found += [block] if group else [(row,) for row in block]
    return found


def tidy(table: Table) -> Table:
    """The same flow with nothing said twice: what a table read back from its definition says."""
    blocks = blocks_of(table.rows)
    first = {row.key: block[0].key for block in blocks for row in block} | {END: END}
    after = [*(block[0].key for block in blocks[1:]), END]
    rows: list[Row] = []
    for number, (block, following) in enumerate(zip(blocks, after, strict=False), 1):
        last = block[-1]
        to = first.get(last.next, NEXT)
        ways = tuple(
            Way(way.tests, first[way.to]) for way in last.ways if way.to in first and way.tests
        )
        group = str(number) if len(block) > 1 else ""
        kept = NEXT if to == following else to
        rows += [_entered(row, group) for row in block[:-1]]
        rows.append(replace(_entered(last, group), next=kept, ways=ways))
    return Table(
        key=table.key, name=table.name, rows=tuple(rows), drafting=table.drafting,
        withdrawal=table.withdrawal, take_back=table.take_back,
    )  # fmt: skip


def _entered(row: Row, group: str) -> Row:
    """The row with its branch, without where it goes on to."""
    if not group:
        return Row(step=row.step)
    enter = tuple(tests for tests in row.enter if tests)
    return Row(step=row.step, group=group, enter=enter, is_default=row.is_default)


class _Fresh:
    """Keys that no step has."""

    def __init__(self, table: Table) -> None:
        self.taken = {row.key for row in table.rows} | {table.drafting.key}

    def key(self, stem: str) -> str:
        """The stem, or the stem with as many "_" as it takes."""
        while stem in self.taken:
            stem += "_"
        self.taken.add(stem)
        return stem


def _name(block: tuple[Row, ...], fresh: _Fresh) -> str:
    """The key of a block's node."""
    return block[0].key if len(block) == 1 else fresh.key(f"fork_{block[0].key}"[:90])


def _fork(name: str, block: tuple[Row, ...], fresh: _Fresh) -> Fork:
    branches = tuple(
        Region(key=fresh.key(f"branch_{row.key}"[:90]), entry=row.key, exit=row.key,
               nodes=(row.step,), condition=row.condition, is_default=row.is_default)
        for row in block
    )  # fmt: skip
    chooses = any(row.condition or row.is_default for row in block)
    kind = ForkKind.INCLUSIVE if chooses else ForkKind.PARALLEL
    return Fork(key=name, branches=branches, kind=kind)


def _edges(source: str, last: Row, places: dict[str, str], following: str) -> Iterator[Edge]:
    ways = [way for way in last.ways if way.tests and way.to in places]
    for way in ways:
        yield Edge(source=source, target=places[way.to], condition=way.condition)
    yield Edge(source=source, target=places.get(last.next, following), is_default=bool(ways))
