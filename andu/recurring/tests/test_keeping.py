"""Setting, changing, pausing, resuming and ending: each allowed once, and once refused."""

import datetime
from dataclasses import replace

import pytest

from andu.approvals import actions as approvals
from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.recurring import actions
from andu.recurring.due import calendar_of, coming
from andu.recurring.models import Occasion, Schedule
from andu.recurring.occurring import Every, Off, On, Rhythm
from tests.cast import actor_of


def test_a_manager_sets_one_and_the_audit_says_so(made, designer):
    schedule = made()
    assert schedule.next_at == datetime.datetime.fromisoformat("2026-04-01T09:00+08:00")
    assert entries_of(schedule).get().sentence == (
        "陈砚秋 为“请假申请”设置定时发起“月度请假”：每月第 1 个工作日 09:00，方亦舒"
    )
    days = [each.date().isoformat() for each in coming(schedule, calendar_of(schedule), 5)]
    assert len(days) == 5
    assert days[:2] == ["2026-04-01", "2026-05-01"]


@pytest.mark.parametrize("who", ["clerk", "office_head", "outsider"])
def test_nobody_else_sets_one(who, clock, version, plan, request):
    by = actor_of(request.getfixturevalue(who))
    with pytest.raises(Refused, match="权限"):
        actions.schedule(version.template, plan(), by=by)
    assert not Schedule.objects.exists()


def test_a_template_nobody_can_start_from_takes_none(clock, version, plan, designer):
    by = actor_of(designer)
    approvals.close_template(version.template, by=by)
    with pytest.raises(Refused, match="停用"):
        actions.schedule(version.template, plan(), by=by)
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "名称"),
        ({"title": "长" * 121}, "标题"),
        ({"members": ()}, "没有人"),
        ({"who": "post"}, "岗位"),
        ({"who": "role"}, "角色"),
        ({"urgency": 9}, "紧急"),
        ({"until": datetime.date(2026, 2, 1)}, "早于"),
        ({"since": datetime.date(2039, 2, 1)}, "太远"),
        ({"since": datetime.date(2026, 1, 1), "until": datetime.date(2026, 2, 1)}, "不会再发起"),
        ({"every": Every.WEEK}, "哪几天"),
        ({"mode": "submit", "raw": {"f-reason": ["例行"]}}, "请填写天数"),
        ({"mode": "submit", "raw": {"f-reason": ["例行"], "f-days": ["半"]}}, "不能直接提交"),
    ],
)
def test_a_plan_that_comes_to_nothing_is_refused(made, changes, words):
    with pytest.raises(Refused, match=words):
        made(**changes)
    assert not Schedule.objects.exists()


def test_an_administrator_sets_none(clock, version, plan, designer):
    """They have no member in whose name it could go on."""
    by = replace(actor_of(designer), member_id=None)
    with pytest.raises(Refused, match="业务账户"):
        actions.schedule(version.template, plan(), by=by)
    assert not Schedule.objects.exists()


def test_no_more_people_than_an_occasion_may_have(made, clock, clerk, finance_head, decide_policy):
    decide_policy("recurring.most_people", "1")
    with pytest.raises(Refused, match="最多为 1 人发起，现在是 2 人"):
        made(members=(clerk, finance_head))
    assert not Schedule.objects.exists()
    made()
    assert Schedule.objects.count() == 1


def test_a_change_counts_from_now_on_and_what_was_due_is_done_first(made, plan, clock, designer):
    schedule = made()
    clock.to("2026-04-01 09:30")  # the clock has not looked yet
    rhythm = Rhythm(every=Every.MONTH, number=1, since=datetime.date(2026, 1, 1), off=Off.AS_IS)
    changed = actions.reschedule(schedule, replace(plan(), rhythm=rhythm), by=actor_of(designer))
    assert [each.day.day for each in Occasion.objects.all()] == [1]
    assert changed.next_at.isoformat() == "2026-05-01T09:00:00+08:00"
    assert "修改定时发起" in entries_of(schedule).last().sentence


def test_a_stranger_changes_nothing(made, plan, clerk):
    schedule = made()
    for act in (
        lambda by: actions.reschedule(schedule, plan(name="改"), by=by),
        lambda by: actions.pause_schedule(schedule, by=by),
        lambda by: actions.end_schedule(schedule, by=by),
    ):
        with pytest.raises(Refused):
            act(actor_of(clerk))
    schedule.refresh_from_db()
    assert (schedule.name, schedule.state) == ("月度请假", "active")


def test_a_pause_is_not_made_up_for(made, clock, designer, clerk):
    by, schedule = actor_of(designer), made()
    actions.pause_schedule(schedule, by=by)
    clock.strikes("2026-04-01 09:00")
    with pytest.raises(Refused):
        actions.pause_schedule(schedule, by=by)
    with pytest.raises(Refused):
        actions.resume_schedule(schedule, by=actor_of(clerk))
    resumed = actions.resume_schedule(schedule, by=by)
    assert resumed.next_at.isoformat() == "2026-05-01T09:00:00+08:00"
    clock.strikes("2026-04-02 09:00")
    assert not Occasion.objects.exists()
    assert [e.event for e in entries_of(schedule)][1:] == ["recurring.Paused", "recurring.Resumed"]


def test_an_ended_one_stays_with_what_it_started(made, clock, designer):
    by, schedule = actor_of(designer), made()
    clock.strikes("2026-04-01 09:00")
    ended = actions.end_schedule(schedule, by=by)
    assert (ended.state, ended.next_at) == ("ended", None)
    assert Occasion.objects.count() == 1
    for act in (actions.end_schedule, actions.pause_schedule, actions.resume_schedule):
        with pytest.raises(Refused):
            act(ended, by=by)


def test_one_that_has_come_to_its_end_comes_no_more(made, clock):
    schedule = made(until=datetime.date(2026, 4, 30), on=On.DAY, number=2)
    clock.strikes("2026-04-02 09:00")
    schedule.refresh_from_db()
    assert schedule.next_at is None
