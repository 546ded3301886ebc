"""A matrix as a spreadsheet: written so that it can be read again, read as offices keep them."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from andu.authority.cells import WORDS
from andu.authority.models import Matrix
from andu.authority.typed import LONGEST, MOST_ROWS, PARTS, Line
from andu.kit.sheet import write_xlsx
from andu.organisation.importing.sheet import Sheet, Unreadable, read

WIDTHS = {"category": 20, "attribute": 16, "low": 16, "high": 16, "countersign": 40, "final": 28}
HEADER_WITHIN = 10  # rows: a title or two may stand above the header


def parts_of(matrix: Matrix) -> list[str]:
    """The columns a matrix has."""
    return [part for part in PARTS if part != "attribute" or matrix.attribute_label]


def labels_of(matrix: Matrix) -> dict[str, str]:
    """What the columns are called."""
    return {
        "category": matrix.category_label, "attribute": matrix.attribute_label,
        "low": _("金额下限（含）"), "high": _("金额上限（不含）"),
        "countersign": _("会签"), "final": _("审批"),
    }  # fmt: skip


def workbook(matrix: Matrix, lines: Sequence[Line]) -> bytes:
    """The rows under a header. Every cell is text: nothing is taken for a formula."""
    parts, labels, out = parts_of(matrix), labels_of(matrix), io.BytesIO()
    rows = ([line.parts.get(part, "") for part in parts] for line in lines)
    widths = [WIDTHS[part] for part in parts]
    write_xlsx(out, [labels[part] for part in parts], rows, widths)
    return out.getvalue()


def lines_in(data: bytes, filename: str, matrix: Matrix) -> list[Line]:
    """The rows of the first sheet with our columns; Unreadable with what to do."""
    for sheet in read(data, filename):
        found = _header(sheet, matrix)
        if found is not None:
            at, columns = found
            return _lines(sheet, at + 1, columns)
    needed = labels_of(matrix)
    words = _("没有找到列名。请在第一行写上：{columns}。可以先导出一份，在里面改。")
    shown = "、".join(needed[part] for part in parts_of(matrix))
    raise Unreadable(words.format(columns=shown))


def _header(sheet: Sheet, matrix: Matrix) -> tuple[int, dict[str, int]] | None:
    """The row with the names of the columns, and which part stands where; needed is who decides."""
    known = {**WORDS["columns"]}
    for part, label in labels_of(matrix).items():
        known[part] = [label, *known[part]] if label else []
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            said = "".join(cell.split())
            for part, names in known.items():
                if said and said in names:
                    columns.setdefault(part, place)
        if {"category", "final"} <= set(columns):
            return at, columns
    return None


def _lines(sheet: Sheet, start: int, columns: dict[str, int]) -> list[Line]:
    """The rows below the header; more than a table holds is refused."""
    lines: list[Line] = []
    for row in sheet.rows[start:]:
        parts = {
            part: " ".join(row[place].split())[:LONGEST] if place < len(row) else ""
            for part, place in columns.items()
        }  # fmt: skip
        if any(parts.values()):
            lines.append(Line(len(lines) + 1, {part: parts.get(part, "") for part in PARTS}))
    if len(lines) > MOST_ROWS:
        raise Unreadable(_("超过 {most} 行，请分成几张表。").format(most=MOST_ROWS))
    if not lines:
        raise Unreadable(_("列名下面没有内容，请填好再导入。"))
    return lines
