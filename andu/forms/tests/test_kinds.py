"""The other kinds of fields: what a post comes to, in words that say what to do."""

import pytest
from django.utils import timezone

from andu.forms import facts, filling
from andu.forms.access import Access, everything
from andu.forms.definition import from_json, problems, to_json
from andu.forms.filling import Cleaned
from andu.forms.listing import words_of
from andu.forms.models import DictionaryEntry
from andu.forms.tests.more import BANK, CARD, TRIP
from andu.organisation.models import Member
from tests.cast import actor_of

WRITE = everything(TRIP, Access.WRITE)
GOOD = {"f-where": "境内"}


def _clean(clerk, posted, previous=None, access=WRITE):
    return filling.clean(TRIP, access, {**GOOD, **posted}, previous, actor=actor_of(clerk))


def test_the_definition_survives_the_way_through_json():
    assert problems(TRIP) == []
    assert from_json(to_json(TRIP)) == TRIP


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("at", "8时5分", "08:05"), ("at", "２３：５９", "23:59"),
        ("phone", "+86 138 0013 8000", "13800138000"), ("phone", "(010)66554433", "010-66554433"),
        ("phone", "010-66554433转801", "010-66554433-801"), ("phone", "8021", "8021"),
        ("phone", "400-810-1234", "400-810-1234"),
        ("card", "110105 19491231 002x", CARD), ("bank", "6222 0212 3456 7894", BANK),
    ],
)  # fmt: skip
def test_each_is_written_in_one_way(clerk, name, text, value):
    cleaned = _clean(clerk, {f"f-{name}": text})
    assert cleaned.errors == {}
    assert cleaned.values[name] == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("at", "25:00", "08:30 这样"), ("at", "下午", "08:30 这样"),
        ("phone", "12800138000", "13800138000"), ("phone", "1" * 30, "分机号"),
        ("card", "1101051949123100", "18 位，现在有 16 位"), ("card", "110105194912310021", "核对"),
        ("bank", "6222021234567895", "输错了一位"), ("bank", "12", "12 到 19 位"),
        ("bank", "x" * 10_000, "12 到 19 位"), ("needs", "飞机", "没有“飞机”"),
        ("sort", "99999", "已停用"), ("sort_text", "没有这类", "字典里没有"),
        ("before", "77777", "不能查看"), ("before_text", "别人的差", "没有找到"),
        ("days", "2026-11-20", "都填上"), ("about", "字" * 20_001, "最多 20000 个字"),
        ("card", "\x00\x00", None), ("number", "我的号", None),
    ],
)  # fmt: skip
def test_each_error_says_what_to_do(clerk, sorts, matters, name, text, words):
    cleaned = _clean(clerk, {f"f-{name}": text})
    key = name.removesuffix("_text")
    assert cleaned.raw.get(f"f-{name}", [text])[0] == text or words is None
    if words is None:
        assert cleaned.is_sound and not cleaned.values.get(key)
    else:
        assert words in cleaned.errors[key]


def test_a_period_ends_after_it_begins(clerk):
    cleaned = _clean(clerk, {"f-days": "2026-11-25", "f-days-until": "2026-11-24"})
    assert "请改为 2026-11-25 或之后" in cleaned.errors["days"]
    cleaned = _clean(clerk, {"f-days": "2026.11.25", "f-days-until": "20261127"})
    assert cleaned.values["days"] == {"from": "2026-11-25", "until": "2026-11-27"}
    assert cleaned.values["nights"] == "3"
    assert words_of(TRIP.field("days"), cleaned.values["days"]) == "2026-11-25 至 2026-11-27"


def test_choices_come_in_the_order_of_the_form(clerk):
    cleaned = _clean(clerk, {"f-needs": ["", "派车", "订房", "派车"]})
    assert cleaned.values["needs"] == ["订房", "派车"]
    many = _clean(clerk, {"f-needs": ["订房", "订票", "派车"]})
    assert "最多选 2 项" in many.errors["needs"]
    none = _clean(clerk, {"f-needs": ""}, previous=cleaned.values)
    assert none.values["needs"] == [] and none.changes == {"needs": []}


def test_formatting_is_kept_as_far_as_the_list_allows(clerk):
    evil = (
        "<!--rich--><p onclick=x>甲<b>乙</b><strong>丙</strong><script>丁</script>"
        '<a href="javascript:x">戊</a><img src=x onerror=y><svg><style>z</style></svg>'
        '<iframe srcdoc="x"></iframe></p>'
    )
    made = _clean(clerk, {"f-about": evil}).values["about"]
    assert made == '<p>甲乙<strong>丙</strong><a rel="noopener noreferrer nofollow">戊</a></p>'
    assert words_of(TRIP.field("about"), made) == "甲乙丙戊"
    plain = _clean(clerk, {"f-about": "一<b>\n二\n\n三 & 四"}).values["about"]
    assert plain == "<p>一&lt;b&gt;<br>二</p><p>三 &amp; 四</p>"
    empty = _clean(clerk, {"f-about": "<!--rich--><p><br></p>"})
    assert empty.values["about"] is None


def test_formatting_stays_when_sent_back_without_scripts(clerk):
    kept = {"about": "<p>甲<strong>乙</strong></p><ul><li>丙</li></ul>"}
    same = _clean(clerk, {"f-about": "甲乙\n\n丙"}, previous=kept)
    assert "about" not in same.changes


def test_a_dictionary_entry_is_kept_with_its_words(clerk, sorts, outsider):
    by_id = _clean(clerk, {"f-sort": str(sorts["A1"].pk)})
    assert by_id.values["sort"] == {"id": sorts["A1"].pk, "code": "A1", "name": "公务 / 调研"}
    assert _clean(clerk, {"f-sort_text": "公务 / 调研"}).values["sort"]["code"] == "A1"
    assert _clean(clerk, {"f-sort_text": "B"}).values["sort"]["name"] == "培训"
    assert "已停用" in _clean(clerk, {"f-sort": str(sorts["C"].pk)}).errors["sort"]
    assert "已停用" in _clean(clerk, {"f-sort": str(sorts["A"].pk)}).errors["sort"]  # a heading
    foreign = filling.clean(
        TRIP, WRITE, {**GOOD, "f-sort": str(sorts["B"].pk)}, None, actor=actor_of(outsider)
    )
    assert "已停用" in foreign.errors["sort"]


def test_a_disabled_entry_stays_in_the_record(clerk, sorts):
    before = _clean(clerk, {"f-sort": str(sorts["B"].pk)}).values
    DictionaryEntry.objects.filter(code="B").update(disabled=True)
    again = _clean(clerk, {"f-sort": str(sorts["B"].pk)}, previous=before)
    assert again.errors == {} and again.values["sort"]["name"] == "培训"


def test_only_a_matter_one_may_see_can_be_named(clerk, matters):
    made = _clean(clerk, {"f-before_text": "CC-1"}).values["before"]
    assert (made["name"], made["code"], made["link"]) == ("去年的差", "CC-1", "/w/1")
    assert _clean(clerk, {"f-before": str(matters[1].pk)}).values["before"] == made
    assert "不能查看" in _clean(clerk, {"f-before": str(matters[2].pk)}).errors["before"]


def test_the_defaults_know_who_fills_in(clerk):
    Member.objects.filter(pk=clerk.pk).update(mobile="13800138000")
    values = filling.initial(TRIP, actor=actor_of(clerk))
    assert (values["phone"], values["post"]) == ("13800138000", "科员")
    assert values["needs"] == [] and values["number"] is None


def test_what_is_masked_is_no_fact(clerk, sorts):
    values = _clean(clerk, {"f-card": CARD, "f-bank": BANK, "f-sort_text": "B", "f-at": "8:30",
                            "f-needs": "订房"}).values  # fmt: skip
    found = facts.facts_for_conditions(TRIP, values)
    assert "card" not in found and "bank" not in found
    assert (found["sort"], found["at"], found["needs"]) == ("B", "08:30", ("订房",))
    assert set(found) == {key for key, _label, _kind in facts.fields_for_conditions(TRIP)}


def test_strange_types_of_a_draft_do_no_harm(clerk, sorts):
    strange = {"f-days": [None], "f-needs": [["x"]], "f-about": {"a": 1}, "f-sort": 3.5,
               "f-card": True, "f-guests-0-card": None}  # fmt: skip
    cleaned = _clean(clerk, strange)
    assert isinstance(cleaned, Cleaned) and not cleaned.is_sound


def test_dates_are_of_today(sorts):
    day = timezone.localdate()
    DictionaryEntry.objects.filter(code="B").update(valid_from=day + timezone.timedelta(days=1))
    assert "B" not in {entry.code for entry in DictionaryEntry.objects.usable(day)}
