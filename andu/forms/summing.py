"""Sums of detail columns."""

from decimal import Decimal
from typing import Any

from andu.forms.definition.fields import Field, Kind


def column_sum(column: Field, rows: list[dict[str, Any]]) -> Any:
    """The sum of one column: 分 for money, decimal text for numbers; None without any figure."""
    figures = [row[column.key] for row in rows if row.get(column.key) is not None]
    if not figures:
        return None
    if column.kind is Kind.MONEY:
        return sum(figures)
    return format(sum(Decimal(figure) for figure in figures), f".{column.decimals}f")
