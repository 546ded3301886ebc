"""Conditions in JUEL and FEEL become ours where they are simple comparisons, else say why not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andu.engine.conditions import AllOf, AnyOf, Not, Operator, Test, Type
from andu.workflow.bpmn.foreign.expressions import condition_in
from andu.workflow.bpmn.foreign.tokens import Unfit

BIG = Test("amount", Type.NUMBER, Operator.GT, 1000)
KIND = Test("kind", Type.TEXT, Operator.EQ, "设备")
URGENT = Test("urgent", Type.BOOL, Operator.EQ, True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("${amount > 1000}", BIG),
        ("#{ amount gt 1000 }", BIG),
        ("${1000 < amount}", BIG),
        ("=amount > 1000", BIG),
        ("= amount >= 10.5", Test("amount", Type.NUMBER, Operator.GE, Decimal("10.5"))),
        ("${amount <= -3}", Test("amount", Type.NUMBER, Operator.LE, -3)),
        ("${kind == '设备'}", KIND),
        ('${kind.equals("设备")}', KIND),
        ("${'设备'.equals(kind)}", KIND),
        ('=kind = "设备"', KIND),
        ("${kind ne '设备'}", Test("kind", Type.TEXT, Operator.NE, "设备")),
        ("${!kind.equals('设备')}", Test("kind", Type.TEXT, Operator.NE, "设备")),
        ("${amount > 1000 && kind == '设备'}", AllOf((BIG, KIND))),
        ('=amount > 1000 and kind = "设备"', AllOf((BIG, KIND))),
        ("${amount > 1000 || (kind == '设备' and urgent)}", AnyOf((BIG, AllOf((KIND, URGENT))))),
        ("${urgent}", URGENT),
        ("${urgent == true}", URGENT),
        ("${!urgent}", Test("urgent", Type.BOOL, Operator.NE, True)),
        ("=not(amount > 1000)", Not(BIG)),
        ("=not(not(amount > 1000))", BIG),
        ("${empty note}", Test("note", Type.TEXT, Operator.EMPTY)),
        ("${not empty note}", Test("note", Type.TEXT, Operator.FILLED)),
        ("=note = null", Test("note", Type.TEXT, Operator.EMPTY)),
        ("${null != note}", Test("note", Type.TEXT, Operator.FILLED)),
        ('=kind in ("甲", "乙")', Test("kind", Type.TEXT, Operator.IN, ("甲", "乙"))),
        ('=not(kind in ["甲"])', Test("kind", Type.TEXT, Operator.NOT_IN, ("甲",))),
        ('=contains(note, "急")', Test("note", Type.TEXT, Operator.CONTAINS, "急")),
        ('=starts with(note, "急")', Test("note", Type.TEXT, Operator.STARTS, "急")),
        ('=list contains(tags, "急")', Test("tags", Type.LIST, Operator.CONTAINS, "急")),
        ('=day >= date("2026-12-01")', Test("day", Type.DATE, Operator.GE, date(2026, 12, 1))),
        ('=day < @"2026-12-01"', Test("day", Type.DATE, Operator.LT, date(2026, 12, 1))),
        (
            "=days between 3 and 5",
            AllOf((Test("days", Type.NUMBER, Operator.GE, 3),
                   Test("days", Type.NUMBER, Operator.LE, 5))),
        ),
        ("${天数 >= 3}", Test("天数", Type.NUMBER, Operator.GE, 3)),
    ],
)  # fmt: skip
def test_a_simple_comparison_is_taken_over(text, meant):
    assert condition_in(text) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("amount > 1000", "开头的表达式"),
        ("${}", "没有写完"),
        ("${amount >}", "没有写完"),
        ("${amount > limit}", "两边都是变量"),
        ("${1 == 1}", "固定的值"),
        ("${true}", "没有比较"),
        ("${amount * 2 > 10}", "要计算"),
        ("${amount > 10 + 2}", "要计算"),
        ("${order.amount > 10}", "对象的属性"),
        ("${service.check(amount)}", "调用了"),
        ("=count(items) > 3", "调用了"),
        ("${name > 'b'}", "不能比大小"),
        ("${note > null}", "空值"),
        ("${a == 1 ? b : c}", "不认识"),
        ("${a > 1} && ${b > 1}", "开头的表达式"),
        ("${a > 1", "开头的表达式"),
        ("${(a > 1}", "少了“)”"),
        ("${a ~ 1}", "不认识“~ 1”"),
        ("=day > date(\"morgen\")", "不是日期"),
        ("=kind in (1, 2)", "引号里的文字"),
        ("${" + "(" * 60 + "a" + ")" * 60 + "}", "套得太深"),
        ("${" + "!" * 60 + "a}", "套得太深"),
        ("=" + "date(" * 390, "引号里的文字"),
        ("${" + "empty " * 300 + "a}", "不认识"),
        ("${" + "a" * 3000 + "}", "太长"),
    ],
)  # fmt: skip
def test_what_does_not_fit_says_why(text, why):
    with pytest.raises(Unfit, match=why.replace("(", r"\(").replace(")", r"\)")):
        condition_in(text)


@given(st.text(st.sampled_from("ab1'\"()[]!=<>&|., ${}empty not in"), max_size=40))
def test_no_text_breaks_the_parser(text):
    for written in (f"${{{text}}}", f"={text}"):
        try:
            condition_in(written)
        except Unfit as unfit:
            assert str(unfit)


def test_a_clerk_may_write_it_bare():
    with_words = condition_in("金额 ≥ 1000 且 类型 = '设备'", bare=True)
    assert with_words == AllOf((
        Test("金额", Type.NUMBER, Operator.GE, 1000), Test("类型", Type.TEXT, Operator.EQ, "设备")
    ))  # fmt: skip
