"""到期待填: what was laid before somebody stands on the desk until it is submitted or deleted, and
is reminded of once."""

import datetime

import pytest

from andu.approvals import actions as approvals
from andu.approvals.models import Draft
from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Workday
from andu.recurring import actions, clockwork
from andu.recurring.models import Start
from andu.recurring.occurring import Every, Off, On
from andu.workflow.succession import the_system
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries


@pytest.fixture
def laid(made, clock):
    """A draft laid before the clerk on 1 April."""
    made(title="{month} 月请假")
    clock.strikes("2026-04-01 09:00")
    return Start.objects.get()


@pytest.fixture
def trusted(monkeypatch):
    """The machine's clock is what the tests say."""
    monkeypatch.setattr(clockwork.watch, "is_trusted", lambda: True)


def pages(member):
    browser = client_of(member)
    return [browser.get(path).content.decode() for path in ("/", "/todo")]


def reminders():
    return Notice.objects.filter(title__startswith="还没有填写")


def test_what_was_laid_down_stands_on_the_desk_and_above_the_todos(laid, clerk, office_head):
    link = f"/start/leave?draft={laid.draft_id}"
    for page in pages(clerk):
        assert "到期待填" in page
        assert "4 月请假" in page
        assert link in page
    for page in pages(office_head):
        assert link not in page
    assert "到期待填" not in client_of(clerk).get("/todo/mine").content.decode()


def test_it_goes_with_the_draft(laid, clerk):
    approvals.drop_draft(laid.draft, by=actor_of(clerk))
    for page in pages(clerk):
        assert "4 月请假" not in page


def test_it_goes_when_it_is_submitted(laid, clerk):
    sent = {"do": "submit", "draft": laid.draft_id, "version": "1", "title": "四月请假",
            "urgency": "0", "f-reason": "回乡", "f-days": "1"}  # fmt: skip
    answer = client_of(clerk).post("/start/leave", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert not Draft.objects.exists()
    for page in pages(clerk):
        assert "到期待填" not in page


def test_whoever_leaves_it_lying_is_reminded_once(laid, clock, trusted, clerk):
    clockwork.remind_of_unfilled()
    assert not reminders().exists()
    for day in ("04-03 09:30", "04-04 09:30", "04-20 09:30"):
        clock.to(f"2026-{day}")
        clockwork.remind_of_unfilled()
    (notice,) = reminders()
    assert (notice.member, notice.title) == (clerk, "还没有填写：4 月请假")
    assert notice.link == f"/start/leave?draft={laid.draft_id}"
    assert notice.created.isoformat().startswith("2026-04-04")
    said = entries_of(laid.occasion.schedule).last().sentence
    assert said.endswith("提醒方亦舒填写定时发起“月度请假”的草稿")
    with pytest.raises(Refused):
        actions.remind_unfilled(laid, by=the_system(clerk.organisation_id))


def test_nobody_is_reminded_where_the_setting_says_so(laid, clock, trusted, monkeypatch):
    monkeypatch.setattr("andu.recurring.rules.value", lambda *_a, **_n: 0)
    clock.to("2026-04-20 09:30")
    clockwork.remind_of_unfilled()
    assert not reminders().exists()


def test_nobody_is_reminded_of_what_is_gone(laid, clock, trusted, clerk):
    approvals.drop_draft(laid.draft, by=actor_of(clerk))
    clock.to("2026-04-20 09:30")
    clockwork.remind_of_unfilled()
    with pytest.raises(Refused):
        actions.remind_unfilled(laid, by=the_system(clerk.organisation_id))
    assert not reminders().exists()


def test_the_pages_take_as_many_statements_with_many(laid, made, clock, clerk):
    minute = datetime.timedelta(minutes=1)

    def grow(more):
        clock.now += datetime.timedelta(minutes=1)
        for each in range(more):
            name = f"{clock.now:%H:%M} {each}"
            made(name=name, every=Every.DAY, time=(clock.now + minute).time())
        clock.now += minute
        clock.strikes()

    constant_queries(client_of(clerk), "/todo", grow)


def test_a_year_whose_holidays_are_not_set_is_warned_of(
    made, clock, browser, clerk, designer
):  # fmt: skip
    schedule, off = made(), clerk.organisation
    page = browser.get(schedule.get_absolute_url()).content.decode()
    assert "2026 年的节假日还没有设置" in page
    Workday.objects.create(organisation=off, day="2026-05-01", kind="holiday", name="劳动节")
    at = schedule.get_absolute_url()
    assert "节假日还没有设置" not in browser.get(at).content.decode()
    clock.to("2026-10-02 10:00")  # now January is among the next
    assert "2027 年的节假日还没有设置" in client_of(designer).get(at).content.decode()
    whatever = made(name="每月一日", on=On.DAY, off=Off.AS_IS)
    page = client_of(designer).get(whatever.get_absolute_url()).content.decode()
    assert "节假日还没有设置" not in page
