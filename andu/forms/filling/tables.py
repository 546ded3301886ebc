"""A detail table: rows of simple cells, blank rows left out."""

from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition import Field
from andu.forms.definition.checking import MOST_ROWS
from andu.forms.filling.cells import read, writable_columns
from andu.forms.filling.people import Lookup
from andu.forms.filling.posting import TYPED, Raw, name_of, one, rows_of
from andu.forms.filling.typed import Unfit


@dataclass
class Table:
    """The rows read, and what is wrong: under the table's key, or under "key-row-column"."""

    rows: list[dict[str, Any]] = part(default_factory=list)
    errors: dict[str, str] = part(default_factory=dict)


def read_table(field: Field, raw: Raw, lookup: Lookup, before: list[dict[str, Any]]) -> Table:
    """The rows of a detail table as posted."""
    made = Table()
    numbers = [row for row in rows_of(raw, field.key) if not _is_blank(field, raw, row)]
    most = field.max_rows or MOST_ROWS
    least = field.min_rows if numbers else 0
    if len(numbers) > most:
        made.errors[field.key] = _("最多 {most} 行，现在有 {count} 行，请删去多余的行。").format(
            most=most, count=len(numbers)
        )
        return made
    if len(numbers) < least:
        made.errors[field.key] = _("请至少填写 {least} 行。").format(least=least)
    for row in numbers:
        made.rows.append(_row(field, raw, row, lookup, before, made.errors))
    return made


def read_one_row(
    field: Field, raw: Raw, lookup: Lookup, before: list[dict[str, Any]], number: int
) -> Table:
    """The rows as they were, with one of them (from 1) as posted; what else was posted is as if it
    had not been sent."""
    made = Table(list(before))
    at = number - 1
    if at < len(before) and at in rows_of(raw, field.key):
        posted = _row(field, raw, at, lookup, before, made.errors)
        made.rows[at] = {**before[at], **posted}
    return made


def _row(
    table: Field, raw: Raw, row: int, lookup: Lookup, before: list[dict[str, Any]],
    errors: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    values: dict[str, Any] = {}
    for column in writable_columns(table):
        try:
            known = [old.get(column.key) for old in before]
            name = name_of(table.key, row, column.key)
            values[column.key] = read(column, raw, name, lookup, known)
            if column.required and values[column.key] is None:
                raise Unfit(_("请填写{label}。").format(label=column.label))
        except Unfit as error:
            errors[f"{table.key}-{row}-{column.key}"] = str(error)
    return values


def _is_blank(table: Field, raw: Raw, row: int) -> bool:
    """A row nobody touched: each cell is empty or still as the form set it."""
    return all(
        one(raw, name) in ("", column.default) and not one(raw, name + TYPED)
        for column in writable_columns(table)
        for name in [name_of(table.key, row, column.key)]
    )
