"""Conditions on edges: a typed tree the page builds, evaluated by our own code to yes or no.

Field names beginning with "@" are facts about the initiator that the shell answers:
"@initiator" (person), "@unit" (unit), "@units" (list: that unit and all above it),
"@posts" and "@roles" (lists of codes).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = None | bool | int | str | Decimal | date | tuple[str, ...]


class Type(StrEnum):
    """What a field holds, and how it is given: money in fen; person, unit and choice by code; a
    time of day as text, "08:30"."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    BOOL = "bool"
    LIST = "list"


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"  # a text holds a text; a list holds an item
    LACKS = "lacks"
    STARTS = "starts"
    EMPTY = "empty"
    FILLED = "filled"


_SAME = frozenset({Operator.EQ, Operator.NE})
_ORDER = _SAME | {Operator.LT, Operator.LE, Operator.GT, Operator.GE}
_AMONG = frozenset({Operator.IN, Operator.NOT_IN})
_HOLDS = frozenset({Operator.CONTAINS, Operator.LACKS})
_EVER = frozenset({Operator.EMPTY, Operator.FILLED})

OPERATORS: Mapping[Type, frozenset[Operator]] = {
    Type.TEXT: _SAME | _AMONG | _HOLDS | {Operator.STARTS} | _EVER,
    Type.NUMBER: _ORDER | _EVER,
    Type.MONEY: _ORDER | _EVER,
    Type.DATE: _ORDER | _EVER,
    Type.TIME: _ORDER | _EVER,
    Type.CHOICE: _SAME | _AMONG | _EVER,
    Type.PERSON: _SAME | _AMONG | _EVER,
    Type.UNIT: _SAME | _AMONG | _EVER,
    Type.BOOL: _SAME | _EVER,
    Type.LIST: _HOLDS | _EVER,
}
"""Which operators make sense for which type; the others are refused."""

_DENIED = {
    Operator.NE: Operator.EQ,
    Operator.NOT_IN: Operator.IN,
    Operator.LACKS: Operator.CONTAINS,
}
_ORDERED = frozenset({Type.NUMBER, Type.MONEY, Type.DATE, Type.TIME})


@dataclass(frozen=True)
class Test:
    """One comparison: a field of a type, an operator, and a value (None for empty and filled)."""

    __test__ = False  # pytest: not a test class

    field: str
    type: Type
    operator: Operator
    value: Value = None


@dataclass(frozen=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Not:
    part: "Condition"


Condition = Test | AllOf | AnyOf | Not


@dataclass(frozen=True)
class Line:
    """One line of a condition laid out for reading; the workflow room puts the words to it.

    `joined` is "all", "any" or "not" for a line that opens a group, and "" for a test.
    """

    depth: int
    joined: str
    test: Test | None


def holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Whether the condition is true of these values. A missing or wrongly typed value is empty."""
    match condition:
        case Test():
            return _test_holds(condition, values.get(condition.field))
        case AllOf(parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values) for part in parts)
        case _:
            return not holds(condition.part, values)


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every comparison in the tree, left to right."""
    for line in outline(condition):
        if line.test is not None:
            yield line.test


def fields_of(condition: Condition) -> tuple[str, ...]:
    """The fields a condition looks at, each once, in order."""
    return tuple(dict.fromkeys(test.field for test in tests_of(condition)))


def outline(condition: Condition, depth: int = 0) -> Iterator[Line]:
    """The tree as lines with depths, for a readable sentence or an editor."""
    if isinstance(condition, Test):
        yield Line(depth, "", condition)
        return
    joined = {AllOf: "all", AnyOf: "any", Not: "not"}[type(condition)]
    yield Line(depth, joined, None)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    for part in parts:
        yield from outline(part, depth + 1)


def fits(type_: Type, value: Value) -> bool:
    """Whether a value that is not None is of the type."""
    if isinstance(value, bool):
        return type_ is Type.BOOL
    if type_ is Type.NUMBER:
        return isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
    expected = {Type.MONEY: int, Type.DATE: date, Type.BOOL: bool, Type.LIST: tuple}
    if type_ is Type.DATE:
        return type(value) is date  # a datetime cannot be compared with a date
    return isinstance(value, expected.get(type_, str))


def _test_holds(test: Test, found: Value) -> bool:
    is_empty = found is None or found in ("", ()) or not fits(test.type, found)
    if test.operator is Operator.EMPTY:
        return is_empty
    if test.operator in _DENIED:
        return is_empty or not _says(test, _DENIED[test.operator], found)
    return not is_empty and _says(test, test.operator, found)


def _says(test: Test, operator: Operator, found: Value) -> bool:
    match operator:
        case Operator.FILLED:
            return True
        case Operator.IN:
            return _among(found, test.value)
        case Operator.CONTAINS:
            return _contains(found, test.value)
        case Operator.STARTS:
            return isinstance(found, str) and found.startswith(str(test.value))
        case _:
            return _compares(operator, found, test.value, test.type)


def _among(found: Value, among: Value) -> bool:
    return isinstance(among, tuple) and found in among


def _contains(found: Value, item: Value) -> bool:
    return isinstance(found, str | tuple) and isinstance(item, str) and item in found


def _compares(operator: Operator, found: Value, limit: Value, type_: Type) -> bool:
    """Compare two values of one type; a limit of another type compares with nothing."""
    if limit is None or not fits(type_, limit):
        return False
    if operator is Operator.EQ:
        return found == limit
    if type_ not in _ORDERED:
        return False
    sign = (found > limit) - (found < limit)  # type: ignore[operator]
    return {
        Operator.LT: sign < 0,
        Operator.LE: sign <= 0,
        Operator.GT: sign > 0,
        Operator.GE: sign >= 0,
    }.get(operator, False)
