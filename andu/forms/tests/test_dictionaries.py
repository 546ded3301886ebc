"""Dictionaries: kept by departments, renamed and disabled, never forgotten by old records."""

import datetime

import pytest

from andu.audit.models import Entry
from andu.forms import actions, dictionaries
from andu.forms.keeping import New, new_entries, posted_lines
from andu.forms.models import Dictionary, DictionaryEntry
from andu.kit.verdict import Refused
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

LIST = "公务\n  A1 调研\n  会议\nB 培训"


@pytest.fixture
def keeper(office_head, bureau):
    """Who keeps the dictionaries of the office."""
    give_right(office_head, "forms.dictionaries", scope=bureau.units["office"])
    return office_head


@pytest.fixture
def sorts(keeper, bureau):
    """A dictionary of the office."""
    made = actions.create_dictionary(bureau.units["office"], "sorts", "类别", by=actor_of(keeper))
    added, wrong = new_entries(LIST)
    assert not wrong
    return actions.save_entries(made, [], added, by=actor_of(keeper))


def _post(entry, **changed):
    said = {"name": entry.name, "order": str(entry.order), **changed}
    return posted_lines({f"e-{entry.pk}-{part}": text for part, text in said.items()})


def test_entries_are_added_under_headings(sorts):
    found = {entry.code: entry.path for entry in sorts.entries.all()}
    assert found == {"gw": "公务", "A1": "公务 / 调研", "hy": "公务 / 会议", "B": "培训"}
    assert "调研" in Entry.objects.latest("id").sentence


def test_only_its_department_keeps_a_dictionary(sorts, clerk, keeper, bureau):
    for who, unit in ((clerk, "office"), (keeper, "finance")):
        with pytest.raises(Refused, match="没有维护"):
            actions.create_dictionary(bureau.units[unit], "more", "其他", by=actor_of(who))
    with pytest.raises(Refused, match="没有维护"):
        actions.save_entries(sorts, [], new_entries("丙")[0], by=actor_of(clerk))
    with pytest.raises(Refused, match="没有维护"):
        actions.revise_dictionary(sorts, bureau.units["finance"], "改", by=actor_of(keeper))
    assert Dictionary.objects.count() == 1 and sorts.entries.count() == 4


def test_a_code_is_taken_once(sorts, keeper, bureau):
    for code, words in (("sorts", "已经有了"), ("Sorts!", "小写字母"), ("x" * 41, "小写字母")):
        with pytest.raises(Refused, match=words):
            actions.create_dictionary(bureau.units["office"], code, "新", by=actor_of(keeper))


@pytest.mark.parametrize(
    ("text", "words"),
    [("培训", "有两项"), ("B 别的", "代码“B”已经有了"), ("A1 其他", "已经有了")],
)
def test_no_entry_stands_twice(sorts, keeper, text, words):
    with pytest.raises(Refused, match=words):
        actions.save_entries(sorts, [], new_entries(text)[0], by=actor_of(keeper))
    assert sorts.entries.count() == 4


def test_what_cannot_be_read_is_told():
    assert "缩进" in new_entries("  甲")[1]
    assert "太长" in new_entries("长" * 101)[1]
    assert "最多添加" in new_entries("\n".join(map(str, range(501))))[1]


def test_an_entry_is_renamed_dated_and_disabled(sorts, keeper):
    entry = sorts.entries.get(code="B")
    lines = _post(entry, name="培训班", until="2026-12-31", disabled="on")
    actions.save_entries(sorts, lines, by=actor_of(keeper))
    entry.refresh_from_db()
    assert (entry.name, entry.disabled) == ("培训班", True)
    assert (entry.valid_until, entry.initials) == (datetime.date(2026, 12, 31), "pxb")
    wrong = _post(entry, **{"from": "2027-01-01", "until": "2026-12-31"})
    with pytest.raises(Refused, match="早于开始"):
        actions.save_entries(sorts, wrong, by=actor_of(keeper))
    with pytest.raises(Refused, match="已经不在"):
        actions.save_entries(sorts, posted_lines({"e-999999-name": "别的"}), by=actor_of(keeper))


def test_the_pages_of_a_dictionary(keeper, bureau):
    client = client_of(keeper)
    office, finance = bureau.units["office"].pk, bureau.units["finance"].pk
    assert client.get("/admin/dict").status_code == 200
    new = {"name": "合同类别", "code": "contracts", "unit": finance}
    assert client.post("/admin/dict", new).status_code == 422
    made = client.post("/admin/dict", {**new, "unit": office}, follow=True)
    dictionary = Dictionary.objects.get()
    assert "合同类别" in made.content.decode()
    link = f"/admin/dict/{dictionary.pk}"
    client.post(f"{link}/entries", {"added": "采购\n服务"})
    entry = dictionary.entries.get(name="采购")
    refused = client.post(f"{link}/entries", {f"e-{entry.pk}-name": "", "added": "丙"})
    page = refused.content.decode()
    assert refused.status_code == 422 and "请填写名称" in page and ">丙</textarea>" in page
    assert client.post(link, {"name": "合同", "unit": office}).status_code == 302
    dictionary.refresh_from_db()
    assert dictionary.name == "合同"


def test_somebody_elses_dictionary_looks_like_none(sorts, finance_head, bureau):
    give_right(finance_head, "forms.dictionaries", scope=bureau.units["finance"])
    client = client_of(finance_head)
    assert client.get(f"/admin/dict/{sorts.pk}").status_code == 404
    assert client.post(f"/admin/dict/{sorts.pk}/entries", {"added": "x"}).status_code == 404


def test_a_list_of_dictionaries_costs_the_same(sorts, keeper, bureau):
    client = client_of(keeper)

    def more(count):
        for at in range(count):
            Dictionary.objects.create(
                organisation=bureau.organisation, unit=bureau.units["office"], name=str(at),
                code=f"d{Dictionary.objects.count()}",
            )  # fmt: skip

    constant_queries(client, "/admin/dict", more)


def test_short_lists_and_searches(sorts, clerk, outsider):
    short = dictionaries.short_lists({"sorts"}, actor_of(clerk))["sorts"]
    assert {(one.name, one.heading) for one in short} == {
        ("培训", ""), ("调研", "公务"), ("会议", "公务")
    }  # fmt: skip
    assert dictionaries.short_lists({"sorts"}, actor_of(outsider)) == {}
    client = client_of(clerk)
    page = client.get("/forms/pick?dictionary=sorts&q=px").content.decode()
    assert "培训" in page and "调研" not in page
    assert "培训" not in client_of(outsider).get("/forms/pick?dictionary=sorts").content.decode()
    assert "没有找到" in client.get("/forms/pick?dictionary=%00&q=%00x").content.decode()
    assert "输入标题" in client.get("/forms/pick").content.decode()


def test_a_long_dictionary_is_searched_instead(sorts, clerk):
    DictionaryEntry.objects.bulk_create(
        DictionaryEntry(dictionary=sorts, code=f"x{at}", name=f"第{at}项") for at in range(13)
    )
    assert dictionaries.short_lists({"sorts"}, actor_of(clerk)) == {}


def test_a_dictionary_has_a_name_and_an_entry_a_heading_there_is(keeper, bureau, sorts):
    by, before = actor_of(keeper), sorts.entries.count()
    for name in (" ", "长" * 81):
        with pytest.raises(Refused, match="填写字典名称"):
            actions.create_dictionary(bureau.units["office"], "more", name, by=by)
    with pytest.raises(Refused, match="没有“没有的”这一项"):
        actions.save_entries(sorts, [], [New("", "孤儿", "没有的")], by=by)
    assert Dictionary.objects.count() == 1
    assert sorts.entries.count() == before
