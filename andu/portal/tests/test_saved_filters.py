import pytest

from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.portal import actions, rules
from andu.portal.models import SavedFilter
from andu.portal.policy import MOST_AT_ONCE
from tests.cast import actor_of, client_of

QUERY = "urgency=1&due=week"


@pytest.fixture
def saved(clerk):
    """The clerk's filter of 待办."""
    return actions.save_filter("todo", "急的", QUERY, by=actor_of(clerk))


def test_a_filter_is_saved_from_its_list(clerk):
    browser = client_of(clerk)
    answer = browser.post("/todo/filters", {"token": f"todo?{QUERY}", "name": " 急的 "})
    assert answer["Location"] == f"/todo?{QUERY.replace('&', '&')}"
    found = SavedFilter.objects.get()
    assert (found.listing, found.name, found.query) == ("todo", "急的", QUERY)
    assert "急的" in browser.get("/todo?all=1").content.decode()
    assert "急的" not in browser.get("/todo/done?all=1").content.decode()


@pytest.mark.parametrize("name", ["", "急的", "很" * 21])
def test_a_name_is_short_and_stands_once(clerk, saved, name):
    with pytest.raises(Refused):
        actions.save_filter("todo", name, "urgency=2", by=actor_of(clerk))
    assert SavedFilter.objects.count() == 1
    assert actions.save_filter("done", "急的", "state=running", by=actor_of(clerk))


def test_there_is_a_limit(clerk, saved):
    for n in range(9):
        actions.save_filter("todo", f"第{n}", QUERY, by=actor_of(clerk))
    with pytest.raises(Refused, match="最多保存 10 个"):
        actions.save_filter("todo", "再一个", QUERY, by=actor_of(clerk))
    assert SavedFilter.objects.count() == 10
    browser = client_of(clerk)
    answer = browser.post(
        "/todo/filters", {"token": f"todo?{QUERY}", "name": "写好的"}, follow=True
    )
    text = answer.content.decode()
    assert "最多保存 10 个" in text


def test_nothing_is_saved_without_a_filter(clerk):
    client_of(clerk).post("/todo/filters", {"token": "todo", "name": "空"})
    assert client_of(clerk).post("/todo/filters", {"token": "no", "name": "空"}).status_code == 404
    assert not SavedFilter.objects.exists()


def test_the_default_opens_with_the_list(clerk, saved):
    browser = client_of(clerk)
    assert browser.get("/todo").status_code == 200
    browser.post(f"/todo/filters/{saved.pk}/default", {"token": f"todo?{QUERY}"})
    assert browser.get("/todo")["Location"] == f"/todo?{QUERY}"
    assert browser.get("/todo?all=1").status_code == 200
    other = actions.save_filter("todo", "别的", "urgency=2", by=actor_of(clerk))
    actions.choose_filter(other, True, by=actor_of(clerk))
    assert SavedFilter.objects.get(is_default=True) == other
    browser.post(f"/todo/filters/{other.pk}/plain")
    assert browser.get("/todo").status_code == 200


def test_renamed_and_thrown_away(clerk, saved):
    browser = client_of(clerk)
    browser.post(f"/todo/filters/{saved.pk}/rename", {"name": "很急"})
    saved.refresh_from_db()
    assert saved.name == "很急"
    browser.post(f"/todo/filters/{saved.pk}/drop")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("verb", ["default", "plain", "rename", "drop", "nonsense"])
def test_nobody_touches_anothers(clerk, office_head, saved, verb):
    answer = client_of(office_head).post(f"/todo/filters/{saved.pk}/{verb}", {"name": "我的"})
    assert answer.status_code == 404
    for do in (
        lambda by: actions.choose_filter(saved, True, by=by),
        lambda by: actions.rename_filter(saved, "我的", by=by),
        lambda by: actions.drop_filter(saved, by=by),
    ):
        with pytest.raises(Refused):
            do(actor_of(office_head))
    saved.refresh_from_db()
    assert (saved.name, saved.is_default) == ("急的", False)


def test_a_saved_filter_that_is_broken_finds_nothing(clerk, saved):
    SavedFilter.objects.filter(pk=saved.pk).update(query="who=99999", is_default=True)
    answer = client_of(clerk).get("/todo", follow=True)
    assert answer.status_code == 200
    assert "无法识别" in answer.content.decode()


def test_filters_and_piles_are_for_people_of_the_house(system_administrator):
    by = administrator(system_administrator)
    with pytest.raises(Refused, match="管理账户不能办理事项"):
        actions.save_filter("todo", "急的", QUERY, by=by)
    assert rules.may_batch(by, "agree", [1], "同意。").code == "no-member"
    assert not SavedFilter.objects.exists()


def test_a_pile_has_an_end_and_so_have_its_words(clerk):
    by, most = actor_of(clerk), MOST_AT_ONCE.default
    pile = range(1, most + 1)
    assert rules.may_batch(by, "agree", pile, "同意。")
    refused = rules.may_batch(by, "agree", [*pile, most + 1], "同意。")
    assert (refused.code, "请分几次" in str(refused.reason)) == ("too-many", True)
    assert rules.may_batch(by, "take_back", [*pile, most + 1], "")  # as many as went in once
    refused = rules.may_batch(by, "agree", pile, "长" * (rules.LONGEST_OPINION + 1))
    assert (refused.code, "请精简" in str(refused.reason)) == ("too-long", True)
