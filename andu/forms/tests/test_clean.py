"""What a post comes to: typed values, or words that say what to do."""

import pytest

from andu.forms import facts, filling
from andu.forms.access import Access, everything
from andu.forms.tests.samples import PURCHASE
from tests.cast import actor_of, make_member

GOOD = {
    "f-reason": " 冬季取暖设备老化\r\n需更换 ", "f-title": "采购  取暖设备𠮷🙂",
    "f-amount": "¥ 12,000.50",
    "f-people": "１２ 人", "f-rate": "0.5", "f-since": "2026年11月25日", "f-until": "20261127",
    "f-sort": "货物", "f-owner_text": "方亦舒", "f-unit_text": "财务科",
    "f-items": "", "f-items-0-what": "油汀", "f-items-0-count": "3", "f-items-0-price": "199.90",
    "f-items-0-keeper_text": "registrar", "f-items-7-what": "插座", "f-items-7-count": "10",
    "f-items-7-price": "25", "f-items-8-what": "", "f-items-8-count": " ",
}  # fmt: skip
WRITE = everything(PURCHASE, Access.WRITE)


def _clean(clerk, posted, access=WRITE, previous=None, **more):
    return filling.clean(PURCHASE, access, posted, previous, actor=actor_of(clerk), **more)


def test_a_good_post_becomes_typed_values(clerk, registrar, bureau):
    cleaned = _clean(clerk, GOOD)
    assert cleaned.errors == {}
    values = cleaned.values
    assert values["reason"] == "冬季取暖设备老化\n需更换"
    assert values["title"] == "采购 取暖设备𠮷🙂"
    assert (values["amount"], values["people"], values["rate"]) == (1200050, "12", "0.50")
    assert (values["since"], values["until"], values["days"]) == ("2026-11-25", "2026-11-27", "3")
    assert values["owner"] == {"id": clerk.pk, "code": "clerk", "name": "方亦舒"}
    assert values["unit"]["id"] == bureau.units["finance"].pk
    assert [row["cost"] for row in values["items"]] == [59970, 25000]
    assert values["items"][0]["keeper"]["id"] == registrar.pk
    assert values["total"] == 84970


def test_the_facts_for_conditions_are_typed(clerk):
    found = facts.facts_for_conditions(PURCHASE, _clean(clerk, GOOD).values)
    assert found["amount"] == 1200050
    assert found["people"] == 12
    assert found["owner"] == "clerk"
    assert found["items.count"] == 13
    assert "papers" not in found
    listed = facts.fields_for_conditions(PURCHASE)
    assert set(found) == {key for key, _label, _kind in listed}
    assert ("items.cost", "明细 · 小计", "money") in listed


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("f-reason", " ", "请填写事由"),
        ("f-title", "字" * 201, "最多 200 个字"),
        ("f-amount", "一百元", "金额请写成"),
        ("f-amount", "-1", "不能小于 0"),
        ("f-people", "12.5", "整数"),
        ("f-people", "501", "不能大于 500"),
        ("f-people", "1e3", "填数字"),
        ("f-people", "nan", "填数字"),
        ("f-rate", "0.123", "2 位小数"),
        ("f-since", "2026-02-30", "2026-11-25 这样的日期"),
        ("f-since", "202611", "2026-11-25 这样的日期"),
        ("f-sort", "其他", "从列表里选"),
        ("f-owner_text", "王不存在", "没有找到"),
        ("f-unit_text", "没有科", "没有找到部门"),
    ],
)
def test_each_error_says_what_to_do(clerk, name, text, words):
    before = _clean(clerk, GOOD).values
    cleaned = _clean(clerk, {**GOOD, name: text}, previous=before)
    key = name.removeprefix("f-").removesuffix("_text")
    assert words in cleaned.errors[key]
    assert cleaned.values[key] == before[key]
    assert cleaned.raw[name] == [text]


def test_errors_in_a_table_name_the_cell(clerk):
    posted = {
        **GOOD,
        "f-items-0-what": "",
        "f-items-7-count": "多",
        "f-items-7-keeper_text": "无此人",
    }
    cleaned = _clean(clerk, posted)
    assert set(cleaned.errors) == {"items-0-what", "items-7-count", "items-7-keeper"}


def test_a_table_has_a_limit_of_rows(clerk):
    many = {f"f-items-{row}-what": "x" for row in range(21)}
    assert "最多 20 行" in _clean(clerk, {**GOOD, **many}).errors["items"]


def test_a_table_can_be_emptied_but_not_by_silence(clerk):
    before = _clean(clerk, GOOD).values
    silent = {name: text for name, text in GOOD.items() if not name.startswith("f-items")}
    assert _clean(clerk, silent, previous=before).values["items"] == before["items"]
    emptied = _clean(clerk, {**silent, "f-items": ""}, previous=before)
    assert emptied.values["items"] == []
    assert emptied.values["total"] is None


def test_two_of_one_name_must_be_told_apart(clerk, bureau):
    twin = make_member(bureau.units["finance"], "c2", "方亦舒")
    asked = _clean(clerk, GOOD)
    assert "有 2 位" in asked.errors["owner"]
    assert "方亦舒（c2）" in asked.errors["owner"]
    for answer in (
        {"f-owner_text": "c2"},
        {"f-owner_text": "方亦舒（c2）"},
        {"f-owner": str(twin.pk)},
    ):
        assert _clean(clerk, {**GOOD, **answer}).values["owner"]["id"] == twin.pk


def test_a_choice_of_the_picker_yields_to_the_typed_text(clerk, registrar):
    posted = {**GOOD, "f-owner_text": "陈砚秋", "f-owner": str(clerk.pk)}
    assert _clean(clerk, posted).values["owner"]["id"] == registrar.pk


def test_people_of_another_organisation_are_not_found(clerk, outsider):
    posted = {**GOOD, "f-owner_text": "宋怀瑾", "f-owner": str(outsider.pk)}
    assert "没有找到" in _clean(clerk, posted).errors["owner"]


def test_somebody_who_left_stays_in_the_record(clerk, registrar):
    before = _clean(clerk, {**GOOD, "f-owner_text": "陈砚秋"}).values
    registrar.state = registrar.State.LEFT
    registrar.save()
    same = {
        **GOOD,
        "f-owner_text": "陈砚秋",
        "f-owner": str(registrar.pk),
        "f-items-0-keeper_text": "",
    }
    assert _clean(clerk, same, previous=before).errors == {}
    assert "没有找到" in _clean(clerk, same).errors["owner"]


def test_read_and_hidden_fields_stay_as_they_were(clerk):
    before = _clean(clerk, GOOD).values
    access = {"title": "read", "amount": "hidden", "people": "write"}
    posted = {**GOOD, "f-title": "改了", "f-amount": "1", "f-people": "9", "f-total": "1"}
    cleaned = _clean(clerk, posted, access=access, previous=before)
    assert cleaned.changes == {"people": "9"}
    assert cleaned.values == {**before, "people": "9"}
    assert set(cleaned.raw) == {"f-people"}


def test_required_follows_the_step(clerk):
    posted = {"f-title": "", "f-people": ""}
    assert set(_clean(clerk, posted, access={"title": "write", "people": "required"}).errors) == {
        "title",
        "people",
    }
    assert _clean(clerk, posted, access={"title": "optional", "people": "write"}).is_sound
    assert "title" in _clean(clerk, {}, access={"title": "write"}).errors


def test_a_foreign_file_cannot_be_pulled_in(clerk):
    mine = {5: {"id": 5, "name": "a.pdf", "size": 3}}
    old = {"id": 9, "name": "b.pdf", "size": 4}
    posted = {"f-papers": ["9", "5", "77", "5", "x", "²"]}
    cleaned = _clean(
        clerk, posted, access={"papers": "write"}, previous={"papers": [old]}, staged=mine
    )
    assert [file["id"] for file in cleaned.values["papers"]] == [9, 5]
    dropped = {**posted, "f-papers-drop": ["9"]}
    cleaned = _clean(
        clerk, dropped, access={"papers": "write"}, previous={"papers": [old]}, staged=mine
    )
    assert [file["id"] for file in cleaned.values["papers"]] == [5]


def test_control_characters_never_reach_the_database(clerk):
    cleaned = _clean(clerk, {**GOOD, "f-title": "甲\x00乙\ud800丙\x1b"})
    assert cleaned.values["title"] == "甲乙丙"


def test_many_people_cost_few_queries(clerk, django_assert_max_num_queries):
    rows = {f"f-items-{row}-what": "x" for row in range(20)}
    rows |= {f"f-items-{row}-keeper_text": "陈砚秋" for row in range(20)}
    actor = actor_of(clerk)
    with django_assert_max_num_queries(3):
        filling.clean(PURCHASE, WRITE, {**GOOD, **rows}, None, actor=actor)


def test_the_picker_sends_an_id_alone(clerk, registrar, outsider):
    posted = {"f-owner": str(registrar.pk), "f-owner_text": ""}
    access = {"owner": "write"}
    assert _clean(clerk, posted, access=access).values["owner"]["name"] == "陈砚秋"
    posted["f-owner"] = str(outsider.pk)
    assert "重新选择" in _clean(clerk, posted, access=access).errors["owner"]
    posted["f-owner"] = ""
    assert _clean(clerk, posted, access=access).values["owner"] is None
