"""What a table of steps cannot mean, by row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from andu.approvals.editor.table import (
    END,
    NEXT,
    REFUSED,
    Row,
    Table,
    branches_of,
    main_of,
    runs_of,
    sides_of,
)


@dataclass(frozen=True)
class Problem:
    """What a table cannot mean: a code, the key of the row it concerns, and more."""

    code: str
    row: str
    detail: str = ""


def problems_of(table: Table) -> list[Problem]:
    """What the definition leaves out or cannot say, by row. The engine's own findings come on top
    of these."""
    keys = {row.key for row in table.rows}
    runs = [run for run in runs_of(main_of(table.rows)) if run[0].group and not run[0].rows]
    apart = {group for group, times in Counter(b[0].group for b in runs).items() if times > 1}
    found = []
    for block in runs:
        if len(branches_of(block)) == 1:
            found.append(Problem("group_alone", block[0].key, block[0].group))
        elif block[0].group in apart:
            found.append(Problem("group_apart", block[0].key, block[0].group))
        found += _about_branches(block)
        found += _about_entering(block)
    for block in (run for run in runs_of(main_of(table.rows)) if run[0].rows):
        found += _about_rows(block)
    found += _about_sides(table.rows)
    for row in table.rows:
        if not row.group and (row.enter or row.is_default):
            found.append(Problem("enter_alone", row.key))
        if not row.group and row.branch:
            found.append(Problem("branch_alone", row.key, row.branch))
    for row in table.rows:
        targets = [row.next or END, *(way.to for way in row.ways)]
        targets += [row.late_to] if row.late else []
        known = keys | {END, REFUSED}
        found += [Problem("way_to_nowhere", row.key) for to in targets if to not in known]
        found += [Problem("way_without_test", row.key) for way in row.ways if not way.tests]
    return found


def _about_branches(block: tuple[Row, ...]) -> Iterator[Problem]:
    """Ways that leave a branch, branches in pieces, and entries said in the middle of one."""
    branches = branches_of(block)
    named = Counter(rows[0].branch for rows in branches if rows[0].branch)
    for rows in branches:
        if named[rows[0].branch] > 1:
            yield Problem("branch_apart", rows[0].key, rows[0].branch)
        inside = {row.key for row in rows} | {NEXT, END, REFUSED}
        for row in rows:
            if _leaves(row) and len(branches) > 1 and row.late_to not in inside:
                yield Problem("late_out_of_branch", row.key)
            targets = {row.next, *(way.to for way in row.ways)}
            if row is block[-1] or not (row.next or row.ways):
                pass
            elif len(rows) == 1:
                yield Problem("way_in_group", row.key, row.group)
            elif not targets <= inside:
                yield Problem("way_out_of_branch", row.key, row.branch)
            if row is not rows[0] and (row.enter or row.is_default):
                yield Problem("enter_inside", row.key, rows[0].step.name)


def _about_rows(block: tuple[Row, ...]) -> Iterator[Problem]:
    """A sub-process inside a group, or ways that leave it for a single row."""
    inside = {row.key for row in block} | {NEXT, END, REFUSED}
    for row in block:
        if _leaves(row) and row.late_to not in inside:
            yield Problem("late_out_of_branch", row.key)
        if row.late and row.late_beside:
            yield Problem("beside_in_rows", row.key)
        if row.group:
            yield Problem("rows_in_group", row.key, row.group)
        if row is not block[-1] and not {row.next, *(way.to for way in row.ways)} <= inside:
            yield Problem("way_out_of_rows", row.key)


def _leaves(row: Row) -> bool:
    return row.late is not None and not row.late_beside


def _about_sides(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Ways between the main rows and those beside, and what begins never or nowhere."""
    beside = {row.key for row in rows if row.side}
    first = {side[0].key for side in sides_of(rows)}
    opened = {row.late_to for row in rows if row.late and row.late_beside}
    yield from (Problem("side_alone", key) for key in first - opened)
    parts = [main_of(rows), *sides_of(rows)]
    for part in parts:
        outside = beside - {row.key for row in part} if part[:1] and part[0].side else beside
        own = {row.key for row in part} | {NEXT, END, REFUSED}
        for row in part:
            targets = {row.next, *(way.to for way in row.ways)}
            targets |= {row.late_to} if _leaves(row) else set()
            if row.side and not targets <= own:
                yield Problem("way_out_of_side", row.key)
            elif targets & outside:
                yield Problem("way_into_side", row.key)
            if row.side and (row.group or row.rows):
                yield Problem("side_grouped", row.key)
            if row.late and row.late_beside and row.late_to not in beside:
                yield Problem("beside_nothing", row.key)


def _about_entering(block: tuple[Row, ...]) -> Iterator[Problem]:
    """What the engine lets pass but nobody means: a default that is never entered."""
    first = [rows[0] for rows in branches_of(block)]
    sure = [row for row in first if row.condition is None and not row.is_default]
    for row in first:
        if row.is_default and sure and len(first) > 1:
            yield Problem("default_never", row.key, sure[0].step.name)
