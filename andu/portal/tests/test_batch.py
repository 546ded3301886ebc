"""批量办理: one opinion for many, each decided by itself."""

import datetime

import pytest
from django.utils import timezone

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.kit.verdict import Refused
from andu.policy.types import ENFORCE
from andu.portal import actions
from andu.portal.jobs import clear_batches
from andu.portal.models import Batch, BatchItem
from andu.todo.models import Todo
from andu.workflow import actions as flow
from andu.workflow.models import Circulation, History, Matter, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of, client_of, give_right

FIXTURES = (designer, submit, template, version)
KEY = "batch-key-0001"


@pytest.fixture
def four(submit):
    """Four requests that wait for the head of the office."""
    return [submit(title=f"请假 {n}").matter for n in range(4)]


def _post(browser, matters, **more):
    posted = {"verb": "agree", "token": "todo?sort=due", "_key": KEY, **more}
    posted["matter"] = [m.pk for m in matters]
    return browser.post("/todo/batch", posted)


def _agreed():
    return History.objects.filter(how="agreed").count()


def test_all_agreed_goes_back_to_the_list_and_can_be_undone(four, office_head):
    browser = client_of(office_head)
    answer = _post(browser, four, opinion="同意")
    assert answer["Location"] == "/todo?sort=due"
    assert _agreed() == 4
    assert set(History.objects.filter(how="agreed").values_list("opinion", flat=True)) == {"同意"}
    batch = Batch.objects.get()
    text = browser.get(answer["Location"]).content.decode()
    assert "已同意 4 件" in text and f"/todo/batch/{batch.pk}/undo" in text
    browser.post(f"/todo/batch/{batch.pk}/undo")
    assert Seat.objects.filter(member=office_head, state="open").count() == 4
    browser.post(f"/todo/batch/{batch.pk}/undo")  # once is enough
    assert Batch.objects.count() == 2
    assert History.objects.filter(how="taken_back").count() == 4


def test_each_item_has_its_own_result(four, office_head, finance_head, clerk):
    flow.withdraw(four[0], by=actor_of(clerk))
    browser = client_of(office_head)
    answer = _post(browser, four)
    assert answer["Location"] == f"/todo/batch/{Batch.objects.get().pk}"
    text = browser.get(answer["Location"]).content.decode()
    assert "已办 3 件，未办 1 件" in text and "没有轮到你办理" in text
    assert "周牧野" in text
    assert _agreed() == 3
    assert set(BatchItem.objects.values_list("state", flat=True)) == {"done", "refused"}


def test_what_must_be_filled_in_is_refused_singly(version, submit, office_head):
    step = version.access.get(step="check", field="secret")
    step.access = "required"
    step.save()
    matter = submit().matter
    _post(client_of(office_head), [matter])
    item = BatchItem.objects.get()
    assert (item.state, "要填写“内部备注”" in item.said) == ("refused", True)
    assert not _agreed()


def test_a_required_opinion_is_asked_for_each(four, office_head, settings, monkeypatch):
    monkeypatch.setattr("andu.workflow.rules.wants_opinion", lambda loaded, seat: True)
    _post(client_of(office_head), four[:2])
    assert set(BatchItem.objects.values_list("state", flat=True)) == {"refused"}
    assert "填写意见" in BatchItem.objects.first().said
    assert not _agreed()


def test_the_same_click_twice_decides_once(four, office_head):
    browser = client_of(office_head)
    first, second = _post(browser, four), _post(browser, four)
    assert first["Location"] == second["Location"]
    assert (Batch.objects.count(), _agreed()) == (1, 4)


@pytest.mark.parametrize("more", [{"matters": 1}, {"opinion": "不错"}])
def test_another_choice_on_a_page_gone_back_to_is_not_called_done(four, office_head, more):
    browser, chosen = client_of(office_head), four[: 2 + more.pop("matters", 0)]
    _post(browser, four[:2], opinion="好")
    answer = _post(browser, chosen, **{"opinion": "好", **more})
    assert answer.status_code == 422 and "后来的改动没有办理" in answer.content.decode()
    assert (Batch.objects.count(), _agreed()) == (1, 2)


def test_without_a_key_each_batch_is_its_own(four, office_head):
    browser = client_of(office_head)
    for matter in four:
        assert _post(browser, [matter], _key="")["Location"] == "/todo?sort=due"
    assert (Batch.objects.count(), _agreed()) == (4, 4)


def test_forty_go_in_parts(submit, office_head):
    matters = [submit(title=f"请假 {n}").matter for n in range(45)]
    browser = client_of(office_head)
    answer = _post(browser, matters)
    page = answer["Location"]
    assert _agreed() == 20
    text = browser.get(page).content.decode()
    assert "还有 25 件在办" in text and 'hx-trigger="load, submit"' in text
    part = browser.post(page, headers={"HX-Request": "true"})
    assert "还有 5 件在办" in part.content.decode()
    last = browser.post(page, headers={"HX-Request": "true"})
    assert last["HX-Redirect"] == "/todo?sort=due"
    assert _agreed() == 45
    browser.post(page)  # nothing is left
    assert _agreed() == 45


def test_two_hundred_are_the_most(clerk, office_head):
    with pytest.raises(Refused, match="请先选中"):
        actions.start_batch("agree", range(1, 300), by=actor_of(office_head, KEY))
    assert not Batch.objects.exists()


def test_too_many_come_back_with_the_opinion(four, office_head, monkeypatch):
    monkeypatch.setattr("andu.portal.rules.value", lambda *_a, **_k: 3)
    answer = _post(client_of(office_head), four, opinion="都同意")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "最多办理 3 件" in text and "都同意" in text
    assert text.count("checked") == 4
    assert not Batch.objects.exists()


def test_everything_of_a_filter_is_shown_before(four, office_head):
    Matter.objects.filter(pk=four[0].pk).update(urgency=1)
    Todo.objects.filter(matter_id=four[0].pk).update(urgency=1)
    answer = _post(client_of(office_head), [], every="1", token="todo?urgency=1", opinion="好")
    text = answer.content.decode()
    assert text.count('name="matter"') == 1 and "好" in text
    assert not Batch.objects.exists()


def test_others_matters_are_as_if_they_were_not_there(four, director, finance_head):
    answer = _post(client_of(director), four)
    assert answer.status_code == 422
    assert "请假 1" not in answer.content.decode()
    assert (Batch.objects.count(), _agreed()) == (0, 0)


def test_nobody_goes_on_with_anothers_batch(four, office_head, director):
    batch = actions.start_batch("agree", [m.pk for m in four], by=actor_of(office_head, KEY))
    stranger = client_of(director)
    for page in (f"/todo/batch/{batch.pk}", f"/todo/batch/{batch.pk}/undo"):
        assert stranger.post(page).status_code == 404
    with pytest.raises(Refused):
        actions.decide_item(batch.items.first(), by=actor_of(director))
    with pytest.raises(Refused):
        actions.undo_batch(batch, by=actor_of(director))
    assert not _agreed()


def test_what_was_read_gives_its_receipts(four, clerk, registrar):
    for matter in four:
        flow.circulate(matter, [registrar.pk], by=actor_of(clerk))
    browser = client_of(registrar)
    answer = _post(browser, four, verb="read", token="reading", opinion="收到")
    assert answer["Location"] == "/todo/unread?all=1"
    assert Circulation.objects.filter(read__isnull=False, said="收到").count() == 4
    assert browser.get("/todo/seen").content.decode().count('<a class="row') == 4
    assert not Todo.objects.filter(assignee=registrar).exists()


@pytest.mark.parametrize("posted", [
    {"verb": "terminate"}, {"verb": ""}, {"matter": []}, {"matter": ["x", "-1", "9" * 5000]},
    {"opinion": "长" * 2001}, {"token": "\x00" * 5, "verb": "x"},
])  # fmt: skip
def test_strange_posts_decide_nothing(four, office_head, posted):
    known = {"verb": "agree", "matter": [four[0].pk], "token": "todo", "_key": KEY}
    answer = client_of(office_head).post("/todo/batch", {**known, **posted})
    assert answer.status_code == 422
    assert not _agreed()


def test_what_was_suspended_or_voided_meanwhile_is_refused_singly(four, office_head, registrar):
    give_right(registrar, ADMINISTER.code)
    batch = actions.start_batch("agree", [m.pk for m in four], by=actor_of(office_head, KEY))
    why, by = Deed(opinion="等待补充材料"), actor_of(registrar)
    flow.suspend(four[0], why, by=by)
    flow.void(four[1], why, by=by)
    _post(client_of(office_head), four)
    refused = dict(batch.items.filter(state="refused").values_list("matter", "said"))
    assert set(refused) == {four[0].pk, four[1].pk} and all(refused.values())
    assert "挂起" in refused[four[0].pk] and _agreed() == 2


def test_a_seat_is_used_once(four, office_head):
    batch = actions.start_batch("agree", [four[0].pk], by=actor_of(office_head, KEY))
    seat = seat_of(four[0], office_head)
    flow.agree(four[0], seat, by=actor_of(office_head))
    item = actions.decide_item(batch.items.get(), by=actor_of(office_head))
    assert item.state == "refused"
    assert _agreed() == 1


def test_old_batches_are_cleared_away(four, office_head):
    actions.start_batch("agree", [m.pk for m in four], by=actor_of(office_head, KEY))
    now = timezone.now()
    assert clear_batches(now + datetime.timedelta(days=29)) == 0
    assert clear_batches(now + datetime.timedelta(days=31)) == 1
    assert not BatchItem.objects.exists()


def test_a_late_item_is_refused_singly(four, office_head, monkeypatch):
    monkeypatch.setattr("andu.workflow.lateness.value", lambda *_a, **_k: ENFORCE)
    late = timezone.now() - datetime.timedelta(days=10)
    Seat.objects.filter(run__matter=four[0], state="open").update(due=late)
    _post(client_of(office_head), four)
    refused = BatchItem.objects.get(state="refused")
    assert refused.matter == four[0]
    assert "超期" in refused.said or "理由" in refused.said
    assert _agreed() == 3


def _late(matters):
    long_ago = timezone.now() - datetime.timedelta(days=10)
    numbers = [m.pk for m in matters]
    Seat.objects.filter(run__matter__in=numbers, state="open").update(due=long_ago)
    Todo.objects.filter(matter_id__in=numbers).update(due=long_ago)


def test_those_past_their_limit_are_explained_once(four, office_head):
    _late(four[:2])
    browser = client_of(office_head)
    asked = _post(browser, four, opinion="同意")
    text = asked.content.decode()
    assert asked.status_code == 422 and "其中 2 件已经超过办理时限" in text
    assert 'name="late_reason"' in text and "必" not in text.split('id="late-reason"')[1][:80]
    assert not Batch.objects.exists() and not _agreed()
    _post(browser, four, opinion="同意", late_reason="上周在外开会")
    assert _agreed() == 4
    kept = [row.details.get("late") for row in History.objects.filter(how="agreed")]
    assert [late["reason"] for late in kept if late] == ["上周在外开会"] * 2


@pytest.mark.parametrize(("strength", "goes"), [("advise", True), (ENFORCE, False), ("off", True)])
def test_an_empty_explanation_is_as_good_as_for_one(four, office_head, monkeypatch, strength, goes):
    monkeypatch.setattr("andu.workflow.lateness.value", lambda *_a, **_k: strength)
    _late(four[:1])
    _post(client_of(office_head), four, late_reason="")
    assert _agreed() == (4 if goes else 0)


def test_a_long_explanation_is_refused_and_kept(four, office_head):
    _late(four[:1])
    answer = _post(client_of(office_head), four, late_reason="因" * 501)
    assert answer.status_code == 422
    assert "最多 500 字" in answer.content.decode() and "因" * 501 in answer.content.decode()
    assert not _agreed()


@pytest.mark.parametrize("page", ["/todo", "/todo/mine"])
def test_a_pile_is_printed_from_the_list_where_it_is_chosen(four, office_head, clerk, page):
    browser = client_of(office_head if page == "/todo" else clerk)
    assert 'formaction="/prints"' in browser.get(page).content.decode()
    answer = browser.post("/prints", {"_key": KEY, "matter": [m.pk for m in four[:2]]})
    assert answer.status_code == 302 and "/downloads/" in answer["Location"]
    assert b"%PDF" in b"".join(browser.get(answer["Location"]).streaming_content)[:8]


def test_drafts_are_neither_decided_nor_printed_in_a_pile(four, clerk):
    assert 'id="batch"' not in client_of(clerk).get("/todo/drafts").content.decode()
