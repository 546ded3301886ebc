"""A flow as a table of steps, and the definition it comes to. Plain values, nothing is looked up.

A row is a step of people or of the machine. It goes on to the next row unless it says otherwise;
conditional ways are tried in order before that. Adjacent rows of one group run side by side, each
in a branch of its own; where the group goes on to is said in its last row. A row of a group may say
when its branch is entered, or that it is the one to enter when no other is: then the branches are
chosen from (WF-06).

Adjacent rows that name the same detail table (`rows`) are a sub-process that runs for each of its
rows: they come one after another, END is the end for that row, and the last speaks for them all.

Adjacent rows of a group that name the same branch come one after another in it. Where they go on
to, also by condition, stays in the branch; END is then the end of the branch. The last row of the
group speaks for the group alone.

A row may be left when it has lasted too long (`late`), and go on elsewhere; this stays in its
branch, whichever row of it it is. REFUSED is the end of the whole as refused, from anywhere.

Or it stands on and a way beside begins (`late_beside`): rows that are a `side` are only done then,
one after another from the row that is named on to the next that is. They have an end of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from andu.engine.conditions import AllOf, AnyOf, Condition, Test
from andu.engine.definition import USUAL_DRAFTING, Definition, Drafting, Withdrawal
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
from andu.engine.tasks import Wait

END = "@end"  # a way that leads to the end; no key of a step
REFUSED = "@refused"  # a way on which the whole ends as refused
GONE = "@gone"  # a way that leads to a row that is no more
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
    """One step and where it goes on to, also when it is left after a while. In a group: when its
    branch is entered (all tests of one of the tuples hold; none at all: always), or whether it is
    the default one. Rows with the same `branch` share theirs, and the first says when it is
    entered."""

    step: Step | Automatic
    rows: str = ""
    group: str = ""
    branch: str = ""
    enter: tuple[tuple[Test, ...], ...] = ()
    is_default: bool = False
    next: str = NEXT
    ways: tuple[Way, ...] = ()
    late: Wait | None = None
    late_to: str = END
    late_name: str = ""
    late_beside: bool = False
    side: bool = False

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
    cuts_sides: bool = False  # at the end of the main rows the others are done no more


def definition_of(table: Table) -> Definition:
    """The definition a table means. Ways to nowhere are left out; `problems_of` tells of them."""
    blocks, fresh = blocks_of(main_of(table.rows)), _Fresh(table)
    sides = [_side(rows, fresh) for rows in sides_of(table.rows)]
    opening, ending = fresh.key("start"), fresh.key("end")
    named = [(block, _name(block, fresh)) for block in blocks]
    names = {row.key: name for block, name in named for row in block}
    places = names | {END: ending, REFUSED: fresh.refused(table.rows)}
    nodes: list[Node] = [Gate(key=opening)]
    edges: list[Edge] = []
    after = [names[block[0].key] for block in blocks[1:]] + [ending]
    edges.append(Edge(source=opening, target=names[blocks[0][0].key] if blocks else ending))
    for block, following in zip(blocks, after, strict=True) if blocks else ():
        name = names[block[0].key]
        nodes.append(block[0].step if is_plain(block) else _fork(name, block, fresh))
        edges += _edges(name, block[-1], places, following)
    late = [_alarm(block[0], places, fresh) for block in blocks if is_plain(block)]
    nodes += [alarm for alarm, _ways in late if alarm]
    edges += [way for _alarm, ways in late for way in ways]
    nodes += _refusal(edges, places)
    last = Gate(key=ending, ends=Ending.PASSED if sides and table.cuts_sides else None)
    root = Region(
        key=fresh.key("root"), entry=opening, exit=ending,
        nodes=(*nodes, last), edges=tuple(edges),
    )  # fmt: skip
    whole = _framed(root, sides, fresh) if sides else root
    return Definition(
        key=table.key, name=table.name, root=whole, drafting=table.drafting,
        withdrawal=table.withdrawal, take_back=table.take_back,
    )  # fmt: skip


def main_of(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that are gone through in any case."""
    return tuple(row for row in rows if not row.side)


def sides_of(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """The other rows, by ways: each begins where something leads to."""
    rows = tuple(rows)
    opened = {row.late_to for row in rows if row.late and row.late_beside}
    found: list[tuple[Row, ...]] = []
    for row in (row for row in rows if row.side):
        if row.key in opened or not found:
            found.append((row,))
        else:
            found[-1] = (*found[-1], row)
    return found


def blocks_of(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """The rows in blocks: one row alone, adjacent rows of one group in several branches, or those
    that are done for each row of a table."""
    found: list[tuple[Row, ...]] = []
    for run in runs_of(rows):
        is_fork = bool(run[0].rows) or (bool(run[0].group) and len(branches_of(run)) > 1)
        found += [run] if is_fork else [(row,) for row in run]
    return found


def branches_of(block: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows of a group by branches: adjacent ones of one name, each nameless one alone. What is
    done for each row of a table is one branch."""
    if block[0].rows:
        return [block]
    found: list[tuple[Row, ...]] = []
    for branch, run in groupby(block, key=lambda row: row.branch):
        rows = tuple(run)
        found += [rows] if branch else [(row,) for row in rows]
    return found


def runs_of(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """Adjacent rows of one group, or that are done for each row of one table, and the rows
    between."""
    return [tuple(run) for _key, run in groupby(rows, key=_together)]


def _together(row: Row) -> tuple[str, str]:
    return (row.rows, "" if row.rows else row.group)


def is_plain(block: tuple[Row, ...]) -> bool:
    """Whether it is a step and no more."""
    return len(block) == 1 and not block[0].rows


class _Fresh:
    """Keys that no step has."""

    def __init__(self, table: Table) -> None:
        self.taken = {row.key for row in table.rows} | {table.drafting.key}
        self.sides: dict[str, str] = {}  # by their first rows

    def refused(self, rows: Iterable[Row]) -> str:
        """A key for the gate that ends as refused, where some row may go there."""
        targets = {to for row in rows for to in (row.next, row.late_to if row.late else "")}
        targets |= {way.to for row in rows for way in row.ways}
        return self.key("refused") if REFUSED in targets else ""

    def key(self, stem: str) -> str:
        """The stem, or the stem with as many "_" as it takes."""
        while stem in self.taken:
            stem += "_"
        self.taken.add(stem)
        return stem


def _name(block: tuple[Row, ...], fresh: _Fresh) -> str:
    """The key of a block's node."""
    if is_plain(block):
        return block[0].key
    return fresh.key(f"rows_{block[0].key}"[:58] if block[0].rows else f"fork_{block[0].key}"[:90])


def _fork(name: str, block: tuple[Row, ...], fresh: _Fresh) -> Fork:
    branches = tuple(_branch(rows, block[-1], fresh) for rows in branches_of(block))
    if block[0].rows:
        body = replace(branches[0], condition=None, is_default=False)
        return Fork(key=name, branches=(body,), kind=ForkKind.ROWS, rows=block[0].rows)
    chooses = any(branch.condition or branch.is_default for branch in branches)
    kind = ForkKind.INCLUSIVE if chooses else ForkKind.PARALLEL
    return Fork(key=name, branches=branches, kind=kind)


def _branch(rows: tuple[Row, ...], last: Row, fresh: _Fresh) -> Region:
    """A branch: one step, or several; a gate ends it where more than its last step leads to the
    end. `last` speaks for its group, not here."""
    first, nodes = rows[0], tuple[Node, ...](row.step for row in rows)
    key, shut = fresh.key(f"branch_{first.key}"[:90]), first.key
    edges: list[Edge] = []
    if len(rows) > 1 or first.late:
        shut = fresh.key(f"shut_{first.key}"[:90])
        places = {row.key: row.key for row in rows} | {END: shut, REFUSED: fresh.refused(rows)}
        after = [*(row.key for row in rows[1:]), shut]
        for row, following in zip(rows, after, strict=True):
            said = Row(step=row.step) if row is last or len(rows) == 1 else row
            edges += _edges(row.key, said, places, following)
        for row in rows:
            alarm, late = _alarm(row, places, fresh)
            nodes, edges = (*nodes, alarm) if alarm else nodes, [*edges, *late]
        nodes = (*nodes, *_refusal(edges, places))
        ends = [edge for edge in edges if edge.target == shut or edge.source == rows[-1].key]
        if len(ends) == 1 and (ends[0].source, ends[0].target) == (rows[-1].key, shut):
            edges, shut = [each for each in edges if each is not ends[0]], rows[-1].key
        else:
            nodes = (*nodes, Gate(key=shut))
    return Region(
        key=key, entry=first.key, exit=shut, nodes=nodes, edges=tuple(edges),
        condition=first.condition, is_default=first.is_default,
    )  # fmt: skip


def _side(rows: tuple[Row, ...], fresh: _Fresh) -> Region:
    """A way beside: like a branch, but every row of it speaks for itself."""
    bare = tuple(replace(row, enter=(), is_default=False) for row in rows)
    made = _branch(bare, Row(step=rows[0].step), fresh)
    fresh.sides[rows[0].key] = made.key
    return made


def _framed(main: Region, sides: list[Region], fresh: _Fresh) -> Region:
    inner = replace(main, key=fresh.key(f"{main.key}_main"))
    frame = Fork(
        key=fresh.key(f"{main.key}_frame"), kind=ForkKind.ALONGSIDE, branches=(inner, *sides)
    )
    return Region(key=main.key, entry=frame.key, exit=frame.key, nodes=(frame,))


def _alarm(row: Row, places: dict[str, str], fresh: _Fresh) -> tuple[Alarm | None, list[Edge]]:
    """The timer on a row, with its way on."""
    if row.late is None:
        return None, []
    key = fresh.key(f"late_{row.key}"[:58])
    alarm = Alarm(key=key, name=row.late_name, of=row.key, when=row.late)
    if row.late_beside:
        opens = "" if row.rows else fresh.sides.get(row.late_to, "")
        return (replace(alarm, opens=opens), []) if opens else (None, [])
    to = places.get(row.late_to)
    return alarm, [Edge(source=key, target=to)] if to else []


def _refusal(edges: Iterable[Edge], places: dict[str, str]) -> list[Node]:
    """The gate that ends as refused, where something leads there."""
    key = places[REFUSED]
    leads = any(edge.target == key for edge in edges)
    return [Gate(key=key, ends=Ending.REFUSED)] if leads else []


def _edges(source: str, last: Row, places: dict[str, str], following: str) -> Iterator[Edge]:
    ways = [way for way in last.ways if way.tests and places.get(way.to)]
    for way in ways:
        yield Edge(source=source, target=places[way.to], condition=way.condition)
    to = places.get(last.next) or following
    yield Edge(source=source, target=to, is_default=bool(ways))
