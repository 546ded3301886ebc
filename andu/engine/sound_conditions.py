"""Does a condition make sense, and is it small enough to read."""

from collections.abc import Iterator
from typing import Any

from andu.engine.conditions import (
    OPERATORS,
    AllOf,
    AnyOf,
    Condition,
    Operator,
    Test,
    Type,
    Value,
    fits,
    outline,
    tests_of,
)

DEEPEST = 8
MOST_LINES = 100
LONGEST_TEXT = 500
LONGEST_LIST = 500
LARGEST_NUMBER = 10**18


def shape_problem(data: Any) -> str:
    """What is wrong with the size of plain data before it is read; "" when nothing is."""
    layer = [data]
    count = 0
    for _ in range(2 * DEEPEST + 4):
        count += len(layer)
        if count > 20 * MOST_LINES + LONGEST_LIST:
            return "condition_too_long"
        inside: list[Any] = []
        for each in layer:
            inside.extend(each.values() if isinstance(each, dict) else ())
            inside.extend(each if isinstance(each, list) else ())
        layer = inside
        if not layer:
            return ""
    return "condition_too_deep"


def problems_of(condition: Condition) -> Iterator[str]:
    """The codes of everything wrong with a condition."""
    lines = []
    for line in outline(condition):
        lines.append(line)
        if line.depth >= DEEPEST:
            yield "condition_too_deep"
            return
        if len(lines) > MOST_LINES:
            yield "condition_too_long"
            return
    if any(_is_hollow(each) for each in _groups_of(condition)):
        yield "condition_empty"
    for test in tests_of(condition):
        yield from _test_problems(test)


def _groups_of(condition: Condition) -> Iterator[AllOf | AnyOf]:
    if isinstance(condition, AllOf | AnyOf):
        yield condition
        for part in condition.parts:
            yield from _groups_of(part)
    elif not isinstance(condition, Test):
        yield from _groups_of(condition.part)


def _is_hollow(group: AllOf | AnyOf) -> bool:
    return not group.parts


def _test_problems(test: Test) -> Iterator[str]:
    if not test.field or len(test.field) > LONGEST_TEXT:
        yield "condition_field"
    if test.operator not in OPERATORS[test.type]:
        yield "condition_operator"
        return
    if not _value_fits(test):
        yield "condition_value"
    elif _is_large(test.value):
        yield "condition_value_too_large"


def _value_fits(test: Test) -> bool:
    if test.operator in (Operator.EMPTY, Operator.FILLED):
        return test.value is None
    if test.value is None:
        return False
    if test.operator in (Operator.IN, Operator.NOT_IN):
        return isinstance(test.value, tuple) and all(fits(test.type, one) for one in test.value)
    if test.operator in (Operator.CONTAINS, Operator.LACKS):
        return isinstance(test.value, str)
    return test.type is not Type.LIST and fits(test.type, test.value)


def _is_large(value: Value) -> bool:
    if isinstance(value, tuple):
        return len(value) > LONGEST_LIST or any(map(_is_large, value))
    if isinstance(value, str):
        return len(value) > LONGEST_TEXT
    return isinstance(value, int) and abs(value) > LARGEST_NUMBER
