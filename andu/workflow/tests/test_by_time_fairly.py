"""到期动作 decides for nobody: whoever is judged neither makes time decide nor stands above it."""

import pytest

from andu.audit.recording import entries_of
from andu.engine import FromMatrix, LimitAct
from andu.engine.commands import TimeUp
from andu.engine.handlers import NamedPerson
from andu.kit.verdict import Refused
from andu.organisation.models import Appointment
from andu.workflow import actions, rules, schedule, store
from andu.workflow.jobs.recounting import recount_dues
from andu.workflow.models import Deadline, Escalation, Timer
from andu.workflow.rules_timing import may_time_up
from andu.workflow.saying import Deed
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.tests.test_by_time import act, allowed, last, one, open_seat, told
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

__all__ = ["allowed"]  # a fixture

BY_TIME = [act("pass"), act("return"), act("transfer", rule=NamedPerson("registrar"))]
WHY = "办理时限是另行限定的"


def hurry(matter, member, by) -> None:
    """Their turn is to be handled within a quarter of an hour."""
    seat = seat_of(matter, member)
    actions.set_turn_deadline(matter, seat, at(0, 9, 15), "请从速", by=actor_of(by))


def sits_still(matter, member) -> None:
    """Nothing but telling upwards was done."""
    assert open_seat(matter).member == member
    assert [each.reason for each in Escalation.objects.all()] == [WHY]
    assert Timer.objects.get().at is None


@pytest.mark.parametrize("what", BY_TIME)
def test_who_limits_somebodys_turn_does_not_decide_it(clock, clerk, finance_head, allowed, what):
    matter = begin(clerk, line(one(what), last()))
    hurry(matter, finance_head, clerk)
    clock(at(0, 9, 20))
    schedule.act_by_time()
    schedule.act_by_time()
    sits_still(matter, finance_head)
    (entry,) = [each for each in entries_of(matter) if each.event == "workflow.TimeActed"]
    assert f"不能自动处理（{WHY}）" in entry.sentence


def test_time_acts_neither_too_soon_nor_by_another_limit(clock, clerk, finance_head, allowed):
    matter = begin(clerk, line(one(act("escalate"), act("pass", 480)), last()))
    clock(at(1, 9, 1))
    schedule.act_by_time()
    timer, before = Timer.objects.get(), entries_of(matter).count()
    with pytest.raises(Refused, match="还没有到时候"):
        actions.act_by_time(timer, by=the_system(matter.organisation_id))
    assert (Timer.objects.get().done, entries_of(matter).count()) == (1, before)
    loaded, now = store.load(matter.pk), clock(at(3, 9))
    command = TimeUp(seat_of(matter, finance_head), LimitAct.PASS)
    assert may_time_up(loaded, timer, command, now)
    timer.due = at(2, 9)
    assert may_time_up(loaded, timer, command, now).code == "time-over"


def test_nor_when_the_turn_has_changed_hands(clock, clerk, finance_head, registrar, allowed):
    matter = begin(clerk, line(one(act("pass")), last()))
    hurry(matter, finance_head, clerk)
    seat = seat_of(matter, finance_head)
    actions.transfer(matter, seat, registrar.pk, by=actor_of(finance_head))
    clock(at(0, 9, 20))
    schedule.act_by_time()
    sits_still(matter, registrar)


def test_the_trace_says_so_beforehand(clock, clerk, finance_head):
    matter = begin(clerk, line(one(act("escalate"), act("pass", 480)), last()))

    def then() -> str:
        lines = trace_of(store.load(matter.pk), None)
        return next(each.then for each in lines if each.state == "now")

    assert then() == "到时限上报上级；超时 1 天后自动通过"
    hurry(matter, finance_head, clerk)
    assert then() == "到时限上报上级；超时 1 天后上报上级"


@pytest.mark.parametrize("what", BY_TIME)
def test_nor_by_a_limit_for_the_whole_matter(clock, clerk, finance_head, allowed, what):
    matter = begin(clerk, line(one(what), last()), due=at(0, 9, 15))
    clock(at(0, 9, 20))
    schedule.act_by_time()
    sits_still(matter, finance_head)


def test_nor_by_one_that_is_lengthened_again(clock, clerk, finance_head, allowed):
    matter = begin(clerk, line(one(act("pass")), last()))
    for due in (at(0, 9, 15), at(5, 9)):
        actions.set_deadline(matter, due, "批示", by=actor_of(finance_head))
    clock(at(0, 9, 20))
    schedule.act_by_time()
    sits_still(matter, finance_head)


def test_the_steps_own_limit_acts_though_the_whole_matter_has_another(clock, clerk, allowed):
    matter = begin(clerk, line(one(act("pass"), handle_within=60), last()), due=at(0, 16))
    clock(at(0, 10))
    schedule.act_by_time()
    assert open_seat(matter).step == "局长签批"


def test_after_a_pause_a_limit_is_whose_it_was(clock, clerk, finance_head, registrar, allowed):
    give_right(registrar, "workflow.matters.administer")
    matters = [
        begin(clerk, line(one(act("pass")), last()), due=due) for due in (at(0, 16), at(9, 9))
    ]
    clock(at(0, 10))
    for matter in matters:
        actions.suspend(matter, Deed(opinion="等文件"), by=actor_of(registrar))
    clock(at(0, 11))
    for matter in matters:
        actions.resume(matter, by=actor_of(registrar))
    clock(at(1, 10))
    assert recount_dues(clerk.organisation_id) == 0
    schedule.act_by_time()
    assert [open_seat(matter).step for matter in matters] == ["财务审核", "局长签批"]


def test_reminding_urging_and_escalating_go_by_any_limit(clock, clerk, finance_head, director):
    matter = begin(clerk, line(one(act("remind"), act("urge"), act("escalate")), last()))
    hurry(matter, finance_head, clerk)
    clock(at(0, 9, 20))
    for _look in range(3):
        schedule.act_by_time()
    assert told(director, "超时上报") == told(clerk, "请催办") == 1
    assert Escalation.objects.get().reason == ""


@pytest.fixture
def above_them(clerk, registrar):
    """The clerk is the registrar's superior."""
    Appointment.objects.filter(member=registrar).update(superior=clerk)


def test_who_began_it_is_passed_over_among_those_above(
    clock, clerk, registrar, office_head, above_them
):
    begin(clerk, line(one(act("escalate"), who="registrar"), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert [each.member for each in Escalation.objects.all()] == [office_head]


def test_who_began_it_is_told_by_no_rule_but_an_administrator_is(
    clock, clerk, finance_head, registrar
):
    for member in (clerk, registrar):
        give_right(member, "workflow.matters.administer")
    begin(clerk, line(one(act("escalate", rule=NamedPerson("clerk"))), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert [each.member for each in Escalation.objects.all()] == [registrar]


def test_who_began_it_puts_nobody_in_though_told_before(clock, clerk, finance_head, registrar):
    matter = begin(clerk, line(one(act("remind")), last()))
    seat = open_seat(matter)
    Escalation.objects.create(
        seat=seat, member=clerk, member_name=clerk.name, due=seat.due, at=at(1, 9)
    )
    clock(at(1, 10))
    assert rules.told_of(actor_of(clerk), store.load(matter.pk)) == set()
    with pytest.raises(Refused, match="流程管理员"):
        actions.reassign(
            matter, seat.number, registrar.pk, Deed(opinion="快些"), by=actor_of(clerk)
        )
    assert open_seat(matter).member == finance_head


def test_a_superior_may_put_somebody_in_only_while_it_is_late(
    clock, clerk, finance_head, director, registrar
):
    matter = begin(clerk, line(one(act("escalate")), last()))
    seat = open_seat(matter)
    clock(at(1, 10))
    schedule.act_by_time()
    actions.set_turn_deadline(matter, seat.number, at(2, 9), "宽限一天", by=actor_of(clerk))
    by, deed = actor_of(director), Deed(opinion="拖得太久")
    with pytest.raises(Refused, match="流程管理员"):
        actions.reassign(matter, seat.number, registrar.pk, deed, by=by)
    assert open_seat(matter).member == finance_head
    clock(at(2, 9))
    actions.reassign(matter, seat.number, registrar.pk, deed, by=by)
    assert open_seat(matter).member == registrar


def test_a_rule_that_can_name_nobody_is_tried_once(clock, clerk, finance_head, registrar):
    give_right(registrar, "workflow.matters.administer")
    begin(clerk, line(one(act("escalate", rule=FromMatrix("gone"))), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert [each.member for each in Escalation.objects.all()] == [registrar]
    assert not Deadline.objects.exists()
    assert Timer.objects.get().done == 1


def test_a_helpers_turn_does_not_go_back_but_up(clock, clerk, finance_head, registrar, director):
    matter = begin(clerk, line(one(act("return")), last()))
    seat, deed = seat_of(matter, finance_head), Deed(opinion="请代为核对")
    actions.consign(matter, seat, registrar.pk, deed, by=actor_of(finance_head))
    clock(at(2, 10))
    schedule.act_by_time()
    schedule.act_by_time()
    assert open_seat(matter).member == registrar
    assert "代为办理，不能退回" in Escalation.objects.filter(seat__member=registrar)[0].reason
