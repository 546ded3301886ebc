"""One copy of a region for each row of a detail table: how its keys are called, and what it asks.

A copy is the drawn region with "#" and its number behind every key; what it asks of a column of the
table it asks of its own row. So nothing else in the engine knows copies: to it they are branches.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from andu.engine.conditions import Test
from andu.engine.nodes import Alarm, Automatic, Edge, Fork, Gate, Region, Step, regions_in

MOST_COPIES = 200
LONGEST_INSIDE = 60  # with its number a key still fits where keys are kept
_MARK = "#"
_COPIED = re.compile(r"(.+)#([1-9][0-9]{0,2})")
_NAME_FITS = 110
_FIELDS = frozenset({"field", "category", "amount", "attribute", "until", "other"})


def copy_of(key: str, number: int) -> str:
    """What a node or region is called in one copy; rows are counted from 1."""
    return f"{key}{_MARK}{number}"


def drawn(key: str) -> str:
    """The key as it stands in the drawing."""
    return key.partition(_MARK)[0]


def row_of(key: str) -> int:
    """The number of the row a node or region belongs to; 0 for none."""
    found = _COPIED.fullmatch(key)
    return int(found[2]) if found else 0


def count_of(table: str) -> str:
    """The fact that says how many rows a table has."""
    return f"{table}.{_MARK}"


def cell_of(field: str, table: str, number: int) -> str:
    """The fact a copy asks for where the drawing asks for a column of its table."""
    head, dot, column = field.partition(".")
    return f"{table}{_MARK}{number}.{column}" if dot and head == table else field


def copied(region: Region, table: str, number: int) -> Region:
    """The region as the copy for one row."""
    return _Copying(region, table, number).region(region)


T = TypeVar("T")


class Copied(dict[str, T]):
    """A table of the drawing's keys that also answers for the copies; `make` works those out.

    What it iterates over, and how long it is, is the drawing alone: nothing is added.
    """

    def __init__(self, own: dict[str, T], make: Callable[[str], T]) -> None:
        super().__init__(own)
        self._make = make

    def __missing__(self, key: str) -> T:
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or self._made(str(key)) is not None

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        if found is None:
            found = self._made(key)
        return default if found is None else found

    def _made(self, key: str) -> T | None:
        try:
            return self._make(key)
        except KeyError:
            return None


class _Copying:
    """What the copy of a region for one row says instead of the drawing."""

    def __init__(self, region: Region, table: str, number: int) -> None:
        self.table, self.number = table, number
        self.inside = {node.key for each in regions_in(region) for node in each.nodes}

    def region(self, region: Region) -> Region:
        return replace(
            region, key=self.key(region.key), entry=self.key(region.entry),
            exit=self.key(region.exit), nodes=tuple(map(self.node, region.nodes)),
            edges=tuple(map(self.edge, region.edges)), condition=self.asking(region.condition),
        )  # fmt: skip

    def key(self, key: str) -> str:
        return copy_of(key, self.number)

    def node(self, node: Any) -> Any:
        node = replace(node, key=self.key(node.key), name=self.name(node))
        if isinstance(node, Fork):
            return replace(node, branches=tuple(map(self.region, node.branches)))
        if isinstance(node, Automatic):
            target = self.target(node.failure_to)
            return replace(node, task=self.asking(node.task), failure_to=target)
        if isinstance(node, Alarm):
            opens = node.opens and self.key(node.opens)
            return replace(node, of=self.key(node.of), when=self.asking(node.when), opens=opens)
        return self.step(node) if isinstance(node, Step) else node

    def name(self, node: Any) -> str:
        """With the number of the row, for people; a gate needs none."""
        if isinstance(node, Gate) or not node.name:
            return str(node.name)
        return f"{node.name[:_NAME_FITS]}（{self.number}）"  # noqa: chinese

    def step(self, step: Step) -> Step:
        limits = step.at_limit and tuple(
            replace(each, to=self.target(each.to), rule=self.asking(each.rule))
            for each in step.at_limit
        )
        return replace(
            step, handlers=self.asking(step.handlers), at_limit=limits,
            disagree_to=self.target(step.disagree_to),
        )  # fmt: skip

    def target(self, key: str) -> str:
        return self.key(key) if key in self.inside else key

    def edge(self, edge: Edge) -> Edge:
        return replace(
            edge, source=self.key(edge.source), target=self.key(edge.target),
            key=edge.key and self.key(edge.key), condition=self.asking(edge.condition),
        )  # fmt: skip

    def asking(self, rule: Any) -> Any:
        """A condition or rule that asks for the cells of the row where it asked for columns."""
        if isinstance(rule, tuple):
            return tuple(map(self.asking, rule))
        if not is_dataclass(rule) or isinstance(rule, type):
            return rule
        if isinstance(rule, Test):
            return replace(rule, field=cell_of(rule.field, self.table, self.number))
        return replace(rule, **{each.name: self._part(each.name, getattr(rule, each.name))
                                for each in fields(rule)})  # fmt: skip

    def _part(self, name: str, value: Any) -> Any:
        is_field = name in _FIELDS and isinstance(value, str)
        return cell_of(value, self.table, self.number) if is_field else self.asking(value)
