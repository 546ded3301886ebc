"""Alarms in our own picture: each hangs on the lower edge of what it watches, part of its item."""

from collections.abc import Sequence
from dataclasses import replace

from andu.workflow.bpmn.layers import Item

ROUND = 30.0
OUT = 3.0
"""How wide an alarm is, and how far the first one stands out on the right."""
APART, STEP, WORDS = 38.0, 12.0, 24.0
"""Between two alarms, between their ways on, and beneath for words."""
Point = tuple[float, float]


def with_alarms(item: Item, alarms: Sequence[str]) -> Item:
    """An item with room for the alarms on it."""
    if not alarms:
        return item
    x, y = corner(item)
    width = max(item.width, x + OUT)
    room = ROUND / 2 + max(WORDS, STEP * len(alarms))
    return replace(
        item, width=width, height=max(item.height, y + room), own=(x, y), under=tuple(alarms),
        right=item.right + width - item.width,
    )  # fmt: skip


def corner(item: Item) -> Point:
    """The lower right corner of what an item draws, seen from the item's upper left one."""
    if item.block is None:
        return item.width - item.right, item.solid or item.height
    return item.width, item.height


def place(item: Item, number: int) -> Point:
    """Where the upper left corner of an alarm stands in its item."""
    x, y = item.own
    apart = min(APART, max(x - ROUND, 0.0) / max(len(item.under) - 1, 1))
    return x + OUT - ROUND - apart * number, y - ROUND / 2


def way_out(item: Item, number: int) -> tuple[Point, ...]:
    """Where the way of an alarm begins, and where it leaves the item: the first one goes on to the
    right, others go down first, past those beside them."""
    x, y = place(item, number)
    if not number:
        return ((x + ROUND, y + ROUND / 2),)
    middle, beneath = x + ROUND / 2, y + ROUND + STEP * number
    return ((middle, y + ROUND), (middle, beneath), (item.width, beneath))
