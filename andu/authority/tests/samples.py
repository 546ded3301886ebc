"""Rows of a matrix as a clerk types them."""

from andu.authority.typed import PARTS, Line

ROWS = (
    ("办公费", "", "", "5万", "", "岗位：科长"),
    ("办公费", "", "50000", "", "财务科负责人", "局长"),
    ("其余", "", "", "", "部门负责人、财务科负责人", "岗位：局长"),
)
"""category, attribute, low, high, countersign, final."""


def lines(rows=ROWS) -> list[Line]:
    """Rows as lines of the table."""
    return [Line(n, dict(zip(PARTS, row, strict=True))) for n, row in enumerate(rows, 1)]
