"""Blocks in their places on a desk, and what happens when one is moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from andu.ui.blocks import Block

UP, DOWN, SHOW, HIDE = "up", "down", "show", "hide"
MOVES = (UP, DOWN, SHOW, HIDE)


@dataclass(frozen=True)
class Placed:
    """A block in its place, shown or put away."""

    block: Block
    is_shown: bool = True


def moved(places: Sequence[Placed], code: str, move: str) -> list[Placed]:
    """The places after one block was put up or down within its column, shown or put away."""
    at = next(i for i, place in enumerate(places) if place.block.code == code)
    found = list(places)
    if move in (SHOW, HIDE):
        found[at] = replace(found[at], is_shown=move == SHOW)
        return found
    other = beside(places, code, move)
    if other is not None:
        found[at], found[other] = found[other], found[at]
    return found


def beside(places: Sequence[Placed], code: str, move: str) -> int | None:
    """With which place a block would change when it goes up or down; None when with none."""
    at = next(i for i, place in enumerate(places) if place.block.code == code)
    block = places[at].block
    way = range(at - 1, -1, -1) if move == UP else range(at + 1, len(places))
    same = (i for i in way if places[i].block.column == block.column)
    other = next(same, None)
    return None if other is None or places[other].block.fixed or block.fixed else other
