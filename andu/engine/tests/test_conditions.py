"""Conditions: always yes or no, strictly read."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andu.engine import (
    OPERATORS,
    AllOf,
    AnyOf,
    Malformed,
    Not,
    Operator,
    Test,
    Type,
    decode_condition,
    encode_condition,
    fields_of,
    holds,
    outline,
)


def test_of(type_: Type, operator: Operator, value=None) -> Test:
    return Test("x", type_, operator, value)


test_of.__test__ = False


@pytest.mark.parametrize(
    ("type_", "operator", "value", "yes", "no"),
    [
        (Type.TEXT, Operator.CONTAINS, "采购", "办公采购", "差旅"),
        (Type.TEXT, Operator.STARTS, "关于", "关于放假", "放假"),
        (Type.NUMBER, Operator.GE, Decimal("2.5"), 3, Decimal("2.4")),
        (Type.MONEY, Operator.GT, 500_000, 500_001, 500_000),
        (Type.MONEY, Operator.LE, 500_000, 500_000, 500_001),
        (Type.DATE, Operator.LT, date(2025, 5, 1), date(2025, 4, 30), date(2025, 5, 1)),
        (Type.TIME, Operator.GE, "09:00", "09:30", "08:59"),
        (Type.CHOICE, Operator.IN, ("a", "b"), "a", "c"),
        (Type.PERSON, Operator.EQ, "001", "001", "002"),
        (Type.UNIT, Operator.NOT_IN, ("01",), "02", "01"),
        (Type.BOOL, Operator.EQ, True, True, False),
        (Type.LIST, Operator.CONTAINS, "a", ("a", "b"), ("b",)),
        (Type.LIST, Operator.LACKS, "a", ("b",), ("a",)),
        (Type.TEXT, Operator.NE, "a", "b", "a"),
        (Type.DATE, Operator.FILLED, None, date(2025, 1, 1), None),
        (Type.LIST, Operator.EMPTY, None, (), ("a",)),
    ],
)
def test_each_operator(type_, operator, value, yes, no):
    condition = test_of(type_, operator, value)
    assert holds(condition, {"x": yes})
    assert not holds(condition, {"x": no})
    assert decode_condition(encode_condition(condition)) == condition


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.tuples(st.text()),
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.sampled_from(Type), st.sampled_from(Operator), ANYTHING, ANYTHING)
def test_whatever_comes_the_answer_is_yes_or_no(type_, operator, value, found):
    assert holds(test_of(type_, operator, value), {"x": found}) in (True, False)


@pytest.mark.parametrize("limit", [datetime(2025, 1, 1), Decimal("sNaN"), "x", None, True])
@pytest.mark.parametrize("operator", [Operator.LT, Operator.EQ, Operator.GE])
@pytest.mark.parametrize(
    ("type_", "found"),
    [(Type.DATE, date(2025, 1, 1)), (Type.NUMBER, Decimal(1)), (Type.MONEY, 1)],
)
def test_a_limit_of_another_type_compares_with_nothing(type_, found, operator, limit):
    assert not holds(test_of(type_, operator, limit), {"x": found})


def test_a_missing_field_is_empty():
    assert holds(test_of(Type.MONEY, Operator.EMPTY), {})
    assert not holds(test_of(Type.MONEY, Operator.LE, 1), {})
    assert not holds(test_of(Type.DATE, Operator.FILLED), {"x": datetime(2025, 1, 1)})


def test_and_or_not():
    rich = Test("amount", Type.MONEY, Operator.GT, 100)
    away = Test("away", Type.BOOL, Operator.EQ, True)
    condition = AnyOf((AllOf((rich, Not(away))), away))
    assert holds(condition, {"amount": 101, "away": False})
    assert not holds(condition, {"amount": 1, "away": False})
    assert fields_of(condition) == ("amount", "away")
    lines = [(line.depth, line.joined) for line in outline(condition)]
    assert lines == [(0, "any"), (1, "all"), (2, ""), (2, "not"), (3, ""), (1, "")]
    assert decode_condition(encode_condition(condition)) == condition


GOOD = {"is": "test", "field": "x", "type": "text", "operator": "eq", "value": "a"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {},
        {"is": "step", "key": "a"},
        {**GOOD, "extra": 1},
        {**GOOD, "type": "script"},
        {**GOOD, "operator": "gt"},
        {**GOOD, "value": 1},
        {**GOOD, "value": None},
        {**GOOD, "value": "x" * 501},
        {**GOOD, "field": ""},
        {"is": "all_of", "parts": []},
        {"is": "all_of", "parts": GOOD},
        {"is": "not"},
        {"is": "all_of", "parts": [GOOD] * 200},
        {**GOOD, "type": "number", "value": {"number": "1e"}},
        {**GOOD, "type": "number", "value": {"number": "NaN"}},
    ],
)
def test_what_is_no_condition_is_refused(data):
    with pytest.raises(Malformed):
        decode_condition(data)


def test_a_condition_nested_without_end_is_refused():
    deep = GOOD
    for _ in range(5000):
        deep = {"is": "not", "part": deep}
    with pytest.raises(Malformed):
        decode_condition(deep)


def test_every_type_has_operators():
    assert set(OPERATORS) == set(Type)
