"""What the clock does: each occurrence once for each person, and nothing lost without a word."""

import datetime

import pytest

from andu.approvals import actions as approvals
from andu.approvals.models import Draft, Request
from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Member, Workday
from andu.recurring import actions, clockwork
from andu.recurring.models import Occasion, Schedule, Start
from andu.recurring.occurring import Every, On
from andu.workflow.models import History, Matter
from andu.workflow.succession import the_system
from tests.cast import actor_of, client_of

SUBMIT = Schedule.Mode.SUBMIT
DAILY = {"on": On.DAY, "every": Every.DAY}


def told(member, word):
    return Notice.objects.filter(member=member, title__contains=word)


def test_a_draft_is_laid_down_and_the_person_is_told(made, clock, clerk):
    made(title="{month}月请假（{name}，{unit}）")
    clock.strikes("2026-03-31 09:00")
    assert not Draft.objects.exists()
    clock.strikes("2026-04-01 09:00")
    draft = Draft.objects.get()
    assert (draft.member, draft.title) == (clerk, "4月请假（方亦舒，办公室）")
    assert draft.raw == {"f-reason": ["例行"], "f-days": ["1"]}
    start = Start.objects.get()
    assert (start.state, start.draft, start.occasion.state) == ("drafted", draft, "held")
    assert told(clerk, "请填写").get().link == f"/start/leave?draft={draft.pk}"
    assert not Request.objects.exists()


def test_it_is_submitted_in_the_name_of_the_person_and_the_trace_says_so(made, clock, clerk):
    schedule = made(mode=SUBMIT)
    clock.strikes("2026-04-01 09:01")
    matter = Matter.objects.get()
    assert (matter.initiator, matter.title) == (clerk, "请假申请（方亦舒）")
    row = History.objects.get()
    assert (row.actor_name, row.operator, row.terminal) == (
        "方亦舒",
        "系统（定时发起）",
        "schedule",
    )
    assert row.details["scheduled"] == {"name": "月度请假", "day": "2026-04-01"}
    assert Start.objects.get().matter == matter
    assert told(clerk, "以你的名义提交").get().link == matter.get_absolute_url()
    assert "（2026-04-01）发起" in entries_of(schedule).last().sentence


def test_the_trace_on_the_page_names_the_schedule(made, clock, clerk, office_head):
    made(mode=SUBMIT)
    clock.strikes("2026-04-01 09:01")
    page = client_of(office_head).get(Matter.objects.get().get_absolute_url())
    assert "定时发起“月度请假”（2026-04-01），由系统以本人名义提交" in page.content.decode()


def test_looking_again_starts_nothing_again(made, clock):
    made(mode=SUBMIT)
    for moment in ("2026-04-01 09:00", "2026-04-01 09:01", "2026-03-30 09:00", "2026-04-01 09:02"):
        clock.strikes(moment)  # the third: the clock was set back
    assert (Matter.objects.count(), Occasion.objects.count()) == (1, 1)
    clock.strikes("2026-05-01 09:00")
    assert Matter.objects.count() == 2


def test_two_workers_at_once_start_it_once(made, clock):
    schedule = made(mode=SUBMIT)
    clock.to("2026-04-01 09:00")
    by = the_system(schedule.template.organisation_id)
    actions.occur(schedule, by=by)
    stale = Start.objects.get()
    assert not actions.occur(schedule, by=by)
    assert actions.start_for(stale, by=by).state == "submitted"
    assert actions.start_for(stale, by=by).state == "submitted"
    assert Matter.objects.count() == Start.objects.count() == 1


def test_what_a_crash_left_is_started_by_the_next_look(made, clock):
    schedule = made(mode=SUBMIT)
    clock.to("2026-04-01 09:00")
    actions.occur(schedule, by=the_system(schedule.template.organisation_id))
    clock.strikes("2026-04-01 09:05")
    assert Matter.objects.count() == 1


def test_what_was_missed_is_started_late_once_or_noted(made, clock, office_head):
    made(mode=SUBMIT, **DAILY)
    clock.strikes("2026-03-12 10:00")  # three days are made up for
    assert list(Occasion.objects.order_by("day").values_list("day__day", "state")) == [
        (3, "missed"), (4, "missed"), (5, "missed"), (6, "missed"),
        (9, "held"), (10, "held"), (11, "held"), (12, "held"),
    ]  # fmt: skip
    assert Matter.objects.count() == 4
    assert "4 次" in told(office_head, "没有发起").get().title
    clock.strikes("2026-03-12 10:01")
    assert Matter.objects.count() == 4


def test_who_is_gone_is_refused_and_the_keepers_are_told(
    made, clock, clerk, finance_head, designer
):
    made(members=(clerk, finance_head))
    Member.objects.filter(pk=clerk.pk).update(state="left")
    clock.strikes("2026-04-01 09:00")
    states = dict(Start.objects.values_list("member", "state"))
    assert states == {clerk.pk: "refused", finance_head.pk: "drafted"}
    assert Start.objects.get(member=clerk).why == "方亦舒已离职"
    assert told(designer, "有没有成功的").get().text == "方亦舒：方亦舒已离职"


def test_who_cannot_sign_in_is_refused_by_name(made, clock, clerk, finance_head, designer):
    made(members=(clerk, finance_head))
    Member.objects.filter(pk=clerk.pk).update(account=None)
    clock.strikes("2026-04-01 09:00")
    assert Start.objects.get(member=clerk).why == "方亦舒没有登录账户"
    assert Start.objects.get(member=finance_head).state == "drafted"


def test_a_closed_template_starts_nothing_and_says_so(made, clock, designer, office_head):
    schedule = made()
    approvals.close_template(schedule.template, by=actor_of(designer))
    clock.strikes("2026-04-01 09:00")
    assert not Start.objects.exists()
    assert (Occasion.objects.get().state, Occasion.objects.get().why) == ("refused", "模板已停用")
    assert told(office_head, "没有发起").exists()


def test_a_post_nobody_holds_any_more_is_noted(made, clock, bureau, designer):
    made(who=Schedule.Who.POST, post=bureau.posts["局长"], members=())
    bureau.members["director"].appointments.update(until=datetime.date(2026, 3, 20))
    clock.strikes("2026-04-01 09:00")
    assert Occasion.objects.get().state == "nobody"
    assert told(designer, "没有发起").exists()


def test_holders_of_a_post_in_units_and_heads_are_found(made, clock, bureau):
    made(who=Schedule.Who.POST, post=bureau.posts["科长"], members=(),
         units=(bureau.units["finance"],))  # fmt: skip
    made(who=Schedule.Who.HEADS, members=(), name="负责人")
    clock.strikes("2026-04-01 09:00")
    by = {name: set(Start.objects.filter(occasion__schedule__name=name)
                    .values_list("member__name", flat=True))
          for name in ("月度请假", "负责人")}  # fmt: skip
    assert by == {"月度请假": {"周牧野"}, "负责人": {"沈知远", "罗曼青", "周牧野"}}


def test_a_form_that_asks_more_meanwhile_is_refused_with_the_reason(made, clock, designer):
    schedule = made(mode=SUBMIT)
    Schedule.objects.filter(pk=schedule.pk).update(raw={"f-reason": ["例行"]})
    clock.strikes("2026-04-01 09:00")
    assert "请填写天数" in Start.objects.get().why
    assert not Matter.objects.exists()


def test_a_fault_of_ours_is_tried_again_and_then_given_up(made, clock, monkeypatch, designer):
    made(mode=SUBMIT)
    monkeypatch.setattr(approvals, "submit", lambda *_given, **_named: 1 / 0)
    for minute in range(6):
        clock.strikes(f"2026-04-01 09:0{minute}")
    start = Start.objects.get()
    assert (start.state, start.tries) == ("refused", 5)
    assert told(designer, "有没有成功的").exists()


def test_a_clock_that_leapt_is_not_believed(made, clock, monkeypatch):
    made(mode=SUBMIT)
    monkeypatch.setattr(clockwork.watch, "is_trusted", lambda: False)
    clock.to("2026-04-01 09:00")
    clockwork.look_at_the_clock()
    assert not Occasion.objects.exists()


def test_a_calendar_changed_meanwhile_moves_what_is_to_come(made, clock, bureau):
    schedule = made()
    assert schedule.next_at.day == 1
    holiday = {"organisation": bureau.organisation, "kind": "holiday", "name": "假"}
    Workday.objects.create(day=datetime.date(2026, 4, 1), **holiday)
    clockwork.look_again()
    schedule.refresh_from_db()
    assert schedule.next_at.day == 2
    clock.strikes("2026-04-02 09:00")
    Workday.objects.all().delete()
    clockwork.look_again()
    assert Occasion.objects.count() == 1


def test_today_is_the_day_of_the_start(made, clock, version, monkeypatch):
    made(today=("reason",))  # no date field: left alone
    clock.strikes("2026-04-01 09:00")
    assert Draft.objects.get().raw["f-reason"] == ["例行"]


def test_nothing_is_held_once_it_was_paused(made, clock, designer):
    schedule = actions.pause_schedule(made(), by=actor_of(designer))
    clock.strikes("2026-04-01 09:00")
    with pytest.raises(Refused):
        actions.occur(schedule, by=the_system(schedule.template.organisation_id))
    assert not Occasion.objects.exists()
