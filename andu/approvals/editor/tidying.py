"""A table with nothing said twice: what it says once it is read back from its definition."""

from dataclasses import replace

from andu.approvals.editor.table import (
    END,
    NEXT,
    REFUSED,
    Row,
    Table,
    Way,
    blocks_of,
    branches_of,
    is_plain,
    main_of,
    sides_of,
)


def tidy(table: Table) -> Table:
    """The same flow with nothing said twice: what a table read back from its definition says."""
    blocks = blocks_of(main_of(table.rows))
    first = {row.key: block[0].key for block in blocks for row in block}
    first |= {END: END, REFUSED: REFUSED}
    after = [*(block[0].key for block in blocks[1:]), END]
    rows: list[Row] = []
    for number, (block, following) in enumerate(zip(blocks, after, strict=False), 1):
        last = block[-1]
        to = first.get(last.next, NEXT)
        ways = tuple(
            Way(way.tests, first[way.to]) for way in last.ways if way.to in first and way.tests
        )
        kept = NEXT if to == following else to
        rows += _tidied(block, number)[:-1]
        tidied = replace(_tidied(block, number)[-1], next=kept, ways=ways)
        if is_plain(block) and last.late and not last.late_beside:
            tidied = replace(tidied, late_to=first.get(last.late_to, last.late_to))
        rows.append(tidied)
    for side in sides_of(table.rows):
        after = [*(row.key for row in side[1:]), END]
        rows += [
            replace(_within(row, side, following), side=True)
            for row, following in zip(side, after, strict=True)
        ]
    return Table(
        key=table.key, name=table.name, rows=tuple(rows), drafting=table.drafting,
        withdrawal=table.withdrawal, take_back=table.take_back,
        cuts_sides=table.cuts_sides and bool(sides_of(table.rows)),
    )  # fmt: skip


def _tidied(block: tuple[Row, ...], number: int) -> list[Row]:
    """The rows of a block with their branches and ways inside those; the last has no ways yet."""
    if is_plain(block):
        return [_bare(block[0])]
    found: list[Row] = []
    for at, rows in enumerate(branches_of(block), 1):
        table = rows[0].rows
        branch = str(at) if len(rows) > 1 and not table else ""
        enter = tuple(tests for tests in rows[0].enter if tests)
        for row, following in zip(rows, [*(row.key for row in rows[1:]), END], strict=True):
            said = _within(row, rows, following) if row is not block[-1] else _bare(row)
            group = "" if table else str(number)
            found.append(replace(said, rows=table, group=group, branch=branch))
        if not table:
            first = replace(found[-len(rows)], enter=enter, is_default=rows[0].is_default)
            found[-len(rows)] = first
    return found


def _within(row: Row, rows: tuple[Row, ...], following: str) -> Row:
    """A row with only those ways that stay in its branch."""
    if len(rows) == 1:
        return _bare(row)
    inside = {each.key for each in rows} | {END, REFUSED}
    to = row.next if row.next in inside else NEXT
    ways = tuple(way for way in row.ways if way.to in inside and way.tests)
    return replace(_bare(row), next=NEXT if to == following else to, ways=ways)


def _bare(row: Row) -> Row:
    """A step by itself, with when it is left."""
    if row.late is None:
        return Row(step=row.step)
    return Row(
        step=row.step, late=row.late, late_to=row.late_to, late_name=row.late_name,
        late_beside=row.late_beside,
    )  # fmt: skip
