"""Definitions come from JSON whole and sound, or not at all."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from andu.forms.definition import (
    Field,
    FormDefinition,
    Kind,
    NotADefinition,
    from_json,
    problems,
    to_json,
)
from andu.forms.tests.samples import ITEMS, PURCHASE


def test_a_definition_survives_the_way_through_json():
    assert problems(PURCHASE) == []
    assert from_json(to_json(PURCHASE)) == PURCHASE
    assert to_json(from_json(to_json(PURCHASE))) == to_json(PURCHASE)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '{"schema":1}', '{"schema":2,"fields":[]}',
        '{"schema":1,"fields":[],"fields":[]}', '{"schema":1,"fields":[{"key":"a"}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","evil":1}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","required":1}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","decimals":true}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","kind":"script"}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","minimum":1.5}]}',
        '{"schema":1,"fields":[{"key":"a","label":["甲"]}]}', '{"schema":1,"fields":[NaN]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","kind":"number","minimum":"x"}]}',
        '{"schema":1,"fields":[{"key":"a","label":"甲","kind":"number","minimum":"NaN"}]}',
        "[" * 100_000, '"' + "x" * 700_000 + '"',
    ],
)  # fmt: skip
def test_what_is_not_a_definition_is_refused(text):
    with pytest.raises(NotADefinition):
        from_json(text)


def _with(**more):
    return FormDefinition((Field(**{"key": "a", "label": "甲", **more}), *PURCHASE.fields))


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (FormDefinition(), "至少添加一个"),
        (_with(key="title"), "标识"),
        (_with(key="A-b"), "标识"),
        (_with(label="标题"), "两个字段都叫"),
        (_with(label=" "), "没有名称"),
        (_with(kind=Kind.CHOICE), "每行一个"),
        (_with(kind=Kind.CHOICE, options=("x", "x")), "重复的选项"),
        (_with(options=("x",)), "不能有选项"),
        (_with(kind=Kind.NUMBER, decimals=9), "小数位数"),
        (_with(kind=Kind.NUMBER, minimum=Decimal(3), maximum=Decimal(2)), "最小值大于最大值"),
        (_with(kind=Kind.ATTACHMENT, listed=True), "列表可用"),
        (_with(kind=Kind.PERSON, default="3"), "默认值"),
        (_with(kind=Kind.DETAIL), "列"),
        (_with(kind=Kind.DETAIL, columns=(ITEMS,)), "不能用这种类型"),
        (_with(kind=Kind.DETAIL, columns=ITEMS.columns, max_rows=501), "行数"),
        (_with(columns=ITEMS.columns), "不是明细表"),
        (_with(kind=Kind.MONEY, sum_of="items.what"), "要合计的列"),
        (_with(kind=Kind.MONEY, sum_of="items.nothing"), "要合计的列"),
        (_with(formula="1"), "不能自动计算"),
        (_with(kind=Kind.NUMBER, formula="单价 * 2"), "没有这样的"),
        (_with(kind=Kind.NUMBER, formula="人数 *"), "看不懂"),
        (_with(kind=Kind.NUMBER, formula="甲 + 1"), "绕了一圈"),
        (_with(kind=Kind.NUMBER, formula="1+" * 300 + "1"), "太长"),
    ],
)
def test_each_fault_of_a_form_is_told_in_words(definition, words):
    assert any(words in problem for problem in problems(definition))


def test_a_form_has_a_limit_of_fields():
    many = tuple(Field(key=f"k{i}", label=f"字段{i}") for i in range(201))
    assert "200" in problems(FormDefinition(many))[0]
    assert problems(FormDefinition(many[:200])) == []


def test_only_what_differs_is_written():
    plain = json.loads(to_json(FormDefinition((Field(key="a", label="甲"),))))
    assert plain == {"schema": 1, "fields": [{"key": "a", "label": "甲"}]}


def test_a_circle_in_a_detail_table_is_found():
    columns = (
        Field(key="a", label="甲", kind=Kind.NUMBER, formula="乙 + 1"),
        Field(key="b", label="乙", kind=Kind.NUMBER, formula="甲 + 1"),
    )
    found = problems(FormDefinition((replace(ITEMS, columns=columns),)))
    assert any("绕了一圈" in problem for problem in found)
