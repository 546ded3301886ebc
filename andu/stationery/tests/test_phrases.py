"""Phrases: one's own and the organisation's."""

import pytest

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.stationery import actions
from andu.stationery.models import Phrase
from andu.stationery.policy import PHRASE_LENGTH, PHRASE_MOST, PHRASE_SHOWN
from andu.stationery.queries import COMMON, phrases_of
from andu.stationery.rights import PHRASES
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries


def texts(who):
    return [one.text for one in Phrase.objects.own(actor_of(who))]


def test_phrases_are_added_edited_ordered_and_removed(clerk):
    by = actor_of(clerk)
    made = [actions.add_phrase(text, by=by) for text in (" 已  核实 ", "请财务科办理", "同意")]
    assert texts(clerk) == ["已 核实", "请财务科办理", "同意"]
    actions.move_phrase(made[2], -1, by=by)
    actions.move_phrase(made[0], -1, by=by)
    actions.edit_phrase(made[0], "已核实", by=by)
    assert texts(clerk) == ["已核实", "同意", "请财务科办理"]
    actions.remove_phrase(made[1], by=by)
    assert texts(clerk) == ["已核实", "同意"]


def test_ten_thousand_characters_are_refused_and_nothing_is_lost(clerk):
    long = "好" * 10_000
    answer = client_of(clerk).post("/me/phrases", {"text": long})
    assert answer.status_code == 422
    assert "常用语最多 200 字，这条有 10000 字，请缩短。" in answer.text and long in answer.text
    assert not Phrase.objects.exists()
    made = actions.add_phrase("同意", by=actor_of(clerk))
    answer = client_of(clerk).post(f"/me/phrases/{made.pk}", {"text": long, "verb": "save"})
    assert answer.status_code == 422 and long in answer.text
    assert texts(clerk) == ["同意"]


def test_figures_are_settings(clerk, decided):
    decided(PHRASE_LENGTH, 10)
    decided(PHRASE_MOST, 2)
    by = actor_of(clerk)
    with pytest.raises(Refused, match="最多 10 字"):
        actions.add_phrase("一二三四五六七八九十一", by=by)
    for text in ("甲", "乙"):
        actions.add_phrase(text, by=by)
    with pytest.raises(Refused, match="最多保存 2 条"):
        actions.add_phrase("丙", by=by)
    assert texts(clerk) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "said"), [("", "请写下"), (" \x00 ", "请写下"), ("同意", "同样的")]
)
def test_nothing_and_the_same_again_are_refused(clerk, text, said):
    actions.add_phrase("同意", by=actor_of(clerk))
    with pytest.raises(Refused, match=said):
        actions.add_phrase(text, by=actor_of(clerk))
    assert texts(clerk) == ["同意"]


def test_anothers_phrase_is_out_of_reach(clerk, director, system_administrator):
    made = actions.add_phrase("同意", by=actor_of(clerk))
    for act in (
        lambda by: actions.edit_phrase(made, "不同意", by=by),
        lambda by: actions.move_phrase(made, 1, by=by),
        lambda by: actions.remove_phrase(made, by=by),
    ):
        with pytest.raises(Refused, match="不是你的"):
            act(actor_of(director))
    with pytest.raises(Refused, match="管理员账户没有常用语"):
        actions.add_phrase("同意", by=administrator(system_administrator))
    assert client_of(director).post(f"/me/phrases/{made.pk}", {"text": "x"}).status_code == 404
    assert texts(clerk) == ["同意"]


def test_the_organisations_are_kept_by_right(clerk, director, outsider):
    with pytest.raises(Refused, match="维护全单位的常用语"):
        actions.add_phrase("请核实", by=actor_of(director), common=True)
    assert not Phrase.objects.exists()
    give_right(director, PHRASES.code)
    made = actions.add_phrase("请核实", by=actor_of(director), common=True)
    assert "增加“请核实”" in entries_of(made.organisation).last().sentence
    assert phrases_of(actor_of(clerk), []) == ["请核实"]
    assert phrases_of(actor_of(outsider), []) == COMMON
    with pytest.raises(Refused, match="维护全单位的常用语"):
        actions.remove_phrase(made, by=actor_of(clerk))
    give_right(outsider, PHRASES.code)
    with pytest.raises(Refused, match="不是你的"):
        actions.edit_phrase(made, "x", by=actor_of(outsider))
    page = client_of(director).get("/admin/phrases").text
    assert "请核实" in page
    client_of(director).post(f"/admin/phrases/{made.pk}", {"verb": "remove"})
    assert not Phrase.objects.exists()


def test_ones_own_come_first_then_what_one_writes_then_the_organisations(clerk, decided):
    actions.add_phrase("拟同意", by=actor_of(clerk))
    found = phrases_of(actor_of(clerk), ["已办结。", "拟同意。"])
    assert found[:3] == ["拟同意", "已办结。", "同意"] and len(found) == 6
    decided(PHRASE_SHOWN, 2)
    assert phrases_of(actor_of(clerk), ["已办结。"]) == ["拟同意", "已办结。"]


def test_the_page_takes_constant_queries(clerk, decided):
    decided(PHRASE_MOST, 200)

    def grow(n):
        held = Phrase.objects.count()
        for number in range(n):
            actions.add_phrase(f"常用语 {held + number}", by=actor_of(clerk))

    constant_queries(client_of(clerk), "/me/phrases", grow)
