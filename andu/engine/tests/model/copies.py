"""One sub-process for each row: the model draws the branch anew, with a number behind each name.

It goes through a drawn region as plain data and writes every name and every column anew; the engine
knows which parts of a rule are names. So a part that one of them forgets shows as a difference.
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from andu.engine.nodes import Fork, Region
from andu.engine.tests.model.state import Refused

MOST = 200


def branches(fork: Fork, count: Any) -> list[Region]:
    """A branch for each row."""
    rows = count if isinstance(count, int) else 0
    if rows > MOST:
        raise Refused("too_many_rows")
    return [_anew(fork.branches[0], fork.rows, row, _names(fork)) for row in range(1, rows + 1)]


def _names(thing: Any) -> set[str]:
    """The keys of everything drawn inside, but for the fork itself."""
    found = set()
    for inner in getattr(thing, "branches", ()):
        found.add(inner.key)
        for node in inner.nodes:
            found |= {node.key, *_names(node)}
    return found


def _anew(thing: Any, table: str, row: int, names: set[str]) -> Any:
    if isinstance(thing, tuple):
        return tuple(_anew(each, table, row, names) for each in thing)
    if isinstance(thing, str) and not isinstance(thing, Enum):
        if thing in names:
            return f"{thing}#{row}"
        first, dot, rest = thing.partition(".")
        return f"{table}#{row}.{rest}" if dot and first == table else thing
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {each.name: getattr(thing, each.name) for each in fields(thing)}
        return replace(thing, **{k: _anew(v, table, row, names) for k, v in parts.items()})
    return thing
