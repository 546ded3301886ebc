"""The editor's table of fields: lines in, a sound definition out, or words by line."""

import re
from decimal import Decimal

import pytest

from andu.forms import editing
from andu.forms.definition import Check, Condition, Field, FormDefinition, Kind, problems
from andu.forms.tests.samples import PURCHASE
from tests.cast import client_of


def _posted(lines):
    """The table as a browser sends it."""
    sent = {}
    for line in lines:
        sent |= {f"{line.prefix}{name}": text for name, text in line.parts.items()}
        sent |= _posted(line.columns)
    return sent


def test_a_definition_survives_the_table():
    edited = editing.parse(_posted(editing.lines_of(PURCHASE)))
    assert edited.errors == [] and not any(line.errors for line in edited.lines)
    assert edited.definition == PURCHASE


def test_lines_become_fields():
    edited = editing.parse({
        "c-0-label": "申请事由", "c-0-kind": "long_text", "c-0-required": "on", "c-0-wide": "on",
        "c-1-label": "金额", "c-1-kind": "money", "c-1-minimum": "0", "c-1-listed": "on",
        "c-2-label": "用途", "c-2-kind": "choice", "c-2-options": "办公、差旅\r\n其他\n",
        "c-3-label": "", "c-3-kind": "text",
        "c-4-label": "明细", "c-4-kind": "detail", "c-4-k-0-label": "品名", "c-4-k-0-kind": "text",
        "c-4-k-1-label": "价格", "c-4-k-1-kind": "money", "c-4-k-1-summed": "on",
        "c-5-label": "总价", "c-5-kind": "money", "c-5-sum_of": "明细.价格",
        "c-6-label": "𠮷㐂", "c-6-kind": "number", "c-6-formula": "金额 * 2",
    })  # fmt: skip
    assert edited.errors == [], edited.errors
    keys = [field.key for field in edited.definition]
    assert keys[:5] == ["shenqingshiyou", "jine", "yongtu", "mingxi", "zongjia"]
    made = {field.label: field for field in edited.definition}
    assert made["申请事由"].required and made["申请事由"].kind is Kind.LONG_TEXT
    assert made["金额"].minimum == Decimal(0)
    assert made["用途"].options == ("办公", "差旅", "其他")
    assert made["总价"].sum_of == "mingxi.jiage"
    assert problems(edited.definition) == []


def test_a_key_stays_whatever_the_label_becomes():
    first = editing.parse({"c-0-label": "金额", "c-0-kind": "money"})
    sent = _posted(first.lines) | {"c-0-label": "预算金额", "c-1-label": "金额", "c-1-kind": "text"}
    again = editing.parse(sent)
    assert [(field.key, field.label) for field in again.definition] == [
        ("jine", "预算金额"),
        ("jine_2", "金额"),
    ]


def test_errors_stand_with_their_line():
    edited = editing.parse({
        "c-0-label": "类别", "c-0-kind": "choice", "c-1-label": "数量", "c-1-kind": "number",
        "c-1-decimals": "两", "c-1-minimum": "x", "c-2-label": "数量", "c-2-kind": "script",
        "c-3-label": "明细", "c-3-kind": "detail",
    })  # fmt: skip
    assert edited.definition is None
    first, second, third, fourth = edited.lines
    assert "选项" in first.errors[0]
    assert len(second.errors) == 2 and "两" in second.errors[0]
    assert "请选择类型" in third.errors[0]
    assert "列" in fourth.errors[0]
    assert any("两个字段都叫" in error for error in edited.errors)
    assert editing.parse({}).errors == ["表单还没有字段，请至少添加一个。"]


def test_settings_of_another_type_do_no_harm():
    edited = editing.parse({
        "c-0-label": "标题", "c-0-kind": "text", "c-0-options": "甲", "c-0-decimals": "2",
        "c-0-formula": "1", "c-0-max_rows": "9", "c-0-summed": "on", "c-0-k-0-label": "列",
    })  # fmt: skip
    assert edited.definition is not None


def test_hostile_keys_are_replaced():
    edited = editing.parse(
        {"c-0-key": "__class__", "c-0-label": "甲", "c-1-key": "jia", "c-1-label": "乙"}
    )
    assert [field.key for field in edited.definition] == ["jia_2", "jia"]


def test_lines_move_without_scripts():
    sent = {"c-0-label": "甲", "c-1-label": "乙", "c-1-k-0-label": "a", "c-1-k-1-label": "b"}

    def labels(act):
        lines = editing.rearranged({**sent, "field-act": act})
        return [line.parts.get("label", "") for line in lines], [
            column.parts.get("label", "") for line in lines for column in line.columns
        ]

    assert labels("add")[0] == ["甲", "乙", ""]
    assert labels("up-1")[0] == ["乙", "甲"]
    assert labels("down-0")[0] == ["乙", "甲"]
    assert labels("drop-0")[0] == ["乙"]
    assert labels("add-1")[1] == ["a", "b", ""]
    assert labels("up-1-1")[1] == ["b", "a"]
    assert labels("drop-1-0")[1] == ["b"]
    assert editing.rearranged(sent) is None
    assert editing.rearranged({**sent, "field-act": "burn-1"}) is None


def test_the_order_sent_is_the_order_of_the_form():
    edited = editing.parse({"c-5-label": "后来居上", "c-0-label": "甲"})
    assert [field.label for field in edited.definition] == ["后来居上", "甲"]


def test_the_table_on_the_page(pages, clerk):
    client = client_of(clerk)
    page = client.get("/design").content.decode()
    assert 'value="预算"' in page and 'value="明细.小计"' in page
    boxes = re.findall(r'name="(c-\d+-(?:k-\d+-)?label)"', page)
    assert len(boxes) == len(PURCHASE.fields) + 5 + 1  # five columns, one template
    more = client.post("/design", {"c-0-label": "甲", "c-0-kind": "text", "field-act": "add"})
    assert 'name="c-1-label"' in more.content.decode()
    wrong = client.post("/design", {"c-0-label": "甲", "c-0-kind": "choice"}).content.decode()
    assert "请填写选项" in wrong


def test_a_new_column_stays_while_nobody_has_written_in_it():
    posted = {"c-0-label": "明细", "c-0-kind": "detail", editing.ACT: "add-0"}
    sent = editing.Edited(editing.rearranged(posted)).as_sent
    edited = editing.parse(sent)
    assert [column.is_blank for column in edited.lines[0].columns] == [True]
    assert edited.tentative.fields[0].columns == ()


def test_the_order_of_a_kept_table_survives_a_database_that_sorts_names():
    lines = editing.lines_of(PURCHASE)
    sent = editing.Edited([lines[-1], *lines[:-1]]).as_sent
    sorted_by_length = {name: sent[name] for name in sorted(sent, key=lambda n: (len(n), n))}
    keys = [line.parts["key"] for line in editing.parse(editing.in_order(sorted_by_length)).lines]
    assert keys == [lines[-1].parts["key"], *(line.parts["key"] for line in lines[:-1])]


def test_conditions_defaults_and_the_rest_go_through_the_table():
    posted = {
        "c-0-label": "去向", "c-0-key": "where", "c-0-kind": "choice", "c-0-options": "境内\n境外",
        "c-1-label": "金额", "c-1-key": "cost", "c-1-kind": "money",
        "c-2-label": "护照号", "c-2-key": "passport", "c-2-kind": "text", "c-2-unique": "form",
        "c-2-s-0-field": "where", "c-2-s-0-operator": "eq", "c-2-s-0-value": "境外",
        "c-2-r-0-field": "cost", "c-2-r-0-operator": "ge", "c-2-r-0-value": "5,000",
        "c-2-r-1-field": "where", "c-2-r-1-operator": "filled", "c-2-r-any": "on",
        "c-3-label": "电话", "c-3-kind": "phone", "c-3-default_from": "@my_phone",
        "c-4-label": "文号", "c-4-kind": "serial", "c-4-pattern": "〔{年}〕{序号:3} 号",
        "c-5-label": "类别", "c-5-kind": "dictionary", "c-5-dictionary": "sorts",
        "c-6-label": "税", "c-6-kind": "money", "c-6-default_from": "=",
        "c-6-default": "金额 * 0.1",
    }  # fmt: skip
    edited = editing.parse(posted)
    assert edited.errors == [] and [line.errors for line in edited.lines] == [[]] * 7
    passport = edited.definition.field("passport")
    assert passport.shown_if == Condition((Check("where", "eq", "境外"),))
    assert passport.required_if == Condition(
        (Check("cost", "ge", "500000"), Check("where", "filled")), any=True
    )
    assert [field.default for field in edited.definition][3] == "@my_phone"
    assert [field.default for field in edited.definition][6] == "=金额 * 0.1"
    again = editing.Edited(editing.lines_of(edited.definition)).as_sent
    assert editing.parse(again).definition == edited.definition
    assert "c-2-r-0-value" in again and again["c-2-r-0-value"] == "5000"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"s-0-field": "gone"}, "请选择条件按哪个字段"),
        ({"s-0-field": "where", "s-0-operator": "gt", "s-0-value": "1"}, "不能这样比较"),
        ({"s-0-field": "where", "s-0-operator": "eq"}, "请填写条件里比较的值"),
        ({"s-0-field": "where", "s-0-value": "月球"}, "没有“月球”这个选项"),
        ({"s-0-field": "cost", "s-0-operator": "ge", "s-0-value": "很多"}, "要填数字"),
        ({"kind": "dictionary"}, "哪一本字典"),
        ({"kind": "serial", "pattern": "没有序号"}, "流水号"),
        ({"default_from": "@today"}, "默认值不适合"),
    ],
)
def test_a_fault_of_the_new_boxes_stands_with_its_line(parts, words):
    posted = {
        "c-0-label": "去向", "c-0-key": "where", "c-0-kind": "choice", "c-0-options": "境内\n境外",
        "c-1-label": "金额", "c-1-key": "cost", "c-1-kind": "money", "c-2-label": "护照号",
        **{f"c-2-{name}": text for name, text in parts.items()},
    }  # fmt: skip
    edited = editing.parse(posted)
    assert edited.definition is None
    assert any(words in error for error in edited.lines[2].errors), edited.lines[2].errors


def test_a_serial_number_may_be_allowed_gaps_and_nothing_else_may():
    edited = editing.parse({
        "c-0-label": "流水号", "c-0-kind": "serial", "c-0-pattern": "{n:4}", "c-0-gaps": "on",
        "c-1-label": "登记号", "c-1-kind": "serial", "c-1-pattern": "{n:4}",
        "c-2-label": "数量", "c-2-kind": "number", "c-2-gaps": "on",
    })  # fmt: skip
    assert [field.gaps for field in edited.definition] == [True, False, False]
    again = editing.parse(_posted(editing.lines_of(edited.definition)))
    assert [field.gaps for field in again.definition] == [True, False, False]
    wrong = FormDefinition((Field(key="a", label="数量", kind=Kind.NUMBER, gaps=True),))
    assert "“数量”不是编号" in problems(wrong)[0]
