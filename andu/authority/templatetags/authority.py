"""Filters for the tables of this room."""

from collections.abc import Mapping
from typing import Any

from django import template

from andu.authority.reading import range_words

register = template.Library()


@register.filter
def part_in(parts: Mapping[str, str], part: str) -> str:
    """What stands in one box of a line."""
    return parts.get(part, "")


@register.filter
def label_in(part: str, labels: Mapping[str, Any]) -> str:
    """What a column is called."""
    return str(labels.get(part, ""))


@register.filter
def span_words(row: Any) -> str:
    """The amounts of a published row in words."""
    return range_words(row.low, row.high)
