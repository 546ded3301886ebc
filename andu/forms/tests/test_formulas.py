"""Formulas compute, and can do nothing else."""

from decimal import Decimal

import pytest

from andu.forms import formulas
from andu.forms.definition import Field, Kind

FIELDS = (
    Field(key="n", label="数量", kind=Kind.NUMBER),
    Field(key="p", label="单价", kind=Kind.MONEY),
    Field(key="d", label="开始", kind=Kind.DATE),
    Field(key="e", label="结束", kind=Kind.DATE),
    Field(key="c", label="类型", kind=Kind.CHOICE, options=("市内", "省外")),
    Field(key="t", label="说明"),
)
VALUES = {"n": "3", "p": 1250, "d": "2026-11-25", "e": "2026-11-27", "c": "省外", "t": "x"}


def _compute(formula, values=VALUES):
    return formulas.compute(
        Field(key="x", label="结果", kind=Kind.NUMBER, formula=formula), values, FIELDS
    )


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("数量 * 单价", "37.5"),
        ("n * p + 0.1 + 0.2", "37.8"),
        ("天数(开始, 结束)", "3"),
        ("天数(开始, 结束) * (180 if 类型 == '省外' else 80)", "540"),
        ("如果(数量 > 2, 1, 0)", "1"),
        ("四舍五入(单价 / 3, 2)", "4.17"),
        ("最大(数量, 10) - 最小(1, 2)", "9"),
    ],
)
def test_a_formula_computes(formula, result):
    assert _compute(formula) == Decimal(result)


@pytest.mark.parametrize(
    "formula",
    [
        "数量.__class__", "().__class__.__bases__", "9**9**9", "'a' * 999999999", "[1] * 9",
        "[x for x in (1,)]", "lambda: 1", "__import__('os')", "open('/etc/passwd')", "f'{数量}'",
        "数量 if", "1 / 0", "'x'.ljust(9)", "说明 + 1", "round(1, 99999)", "-" * 400 + "1",
        "(" * 150 + "1" + ")" * 150, "数量 << 9999", "类型 + 类型", "天数(1, 2)", "1 if 1 else ''",
        "数量 := 3", "1e999999 * 1e999999", "{1: 2}", "类型[0]", "9e15", "1;2", "min()", "True",
    ],
)  # fmt: skip
def test_a_hostile_formula_computes_nothing(formula):
    assert _compute(formula) is None


def test_blanks_count_as_nothing():
    assert _compute("数量 + 单价", {"n": "3"}) == 3
    assert _compute("数量 + 单价", {}) is None
    assert _compute("天数(开始, 结束)", {"d": "2026-11-25"}) is None
