"""What a condition says of some values, written out type by type."""

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from andu.engine.conditions import AllOf, AnyOf, Condition, Not, Test

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt,
    "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "in": lambda found, among: found in among,
    "not_in": lambda found, among: found not in among,
    "contains": lambda found, part: part in found,
    "lacks": lambda found, part: part not in found,
    "starts": lambda found, start: found.startswith(start),
}  # fmt: skip


def is_true(condition: Condition, value: Callable[[str], Any]) -> bool:
    if isinstance(condition, AllOf):
        return not [part for part in condition.parts if not is_true(part, value)]
    if isinstance(condition, AnyOf):
        return bool([part for part in condition.parts if is_true(part, value)])
    if isinstance(condition, Not):
        return not is_true(condition.part, value)
    return _compare(condition, value(condition.field))


def _compare(test: Test, found: Any) -> bool:
    """A missing or wrongly typed value is empty: only what denies something is true of it."""
    says = test.operator.value
    if found is None or found in ("", ()) or not _is_of(test.type.value, found):
        return says in ("empty", "ne", "not_in", "lacks")
    if says in ("empty", "filled"):
        return says == "filled"
    return COMPARISONS[says](found, test.value)


def _is_of(kind: str, found: Any) -> bool:
    exact = {"money": (int,), "number": (int, Decimal), "date": (date,), "bool": (bool,)}
    return type(found) in exact.get(kind, (tuple,) if kind == "list" else (str,))
