"""The clock: reminding once, before and at the limit, and the duty of the node before (WF-20)."""

import datetime

import pytest

from andu.notify.models import Notice
from andu.organisation.models import Member, Workday
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.models import Matter, Reminder, UrgeDuty
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.moments import at
from tests.cast import actor_of


@pytest.fixture
def matter(clock, clerk, office_head):
    """Begun on Monday at nine, passed on at ten to finance, who has until Tuesday at ten."""
    matter = begin(clerk, countersign("finance_head"))
    clock(at(0, 10))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    return matter


def _notices(member, word):
    return Notice.objects.filter(member=member, title__startswith=word).count()


def test_who_has_not_opened_it_is_reminded_once(matter, clock, finance_head):
    clock(at(0, 11, 59))
    assert remind_due() == 0
    clock(at(0, 14))
    assert (remind_due(), remind_due()) == (1, 0)
    assert _notices(finance_head, "请尽快查看") == 1
    assert not UrgeDuty.objects.exists()


def test_who_has_opened_it_is_left_alone(matter, clock, finance_head):
    actions.see(matter, by=actor_of(finance_head))
    clock(at(0, 14))
    assert remind_due() == 0


def _seen(matter, finance_head):
    actions.see(matter, by=actor_of(finance_head))


def test_before_and_at_the_limit(matter, clock, finance_head, office_head):
    _seen(matter, finance_head)
    clock(at(1, 8, 45))
    assert remind_due() == 0
    clock(at(1, 9, 10))
    assert (remind_due(), remind_due()) == (1, 0)
    duty = UrgeDuty.objects.get()
    assert (duty.member, duty.state, duty.due) == (office_head, "open", at(1, 10))
    task = Todo.objects.get(assignee=office_head)
    assert (task.kind, task.step, task.due) == ("todo", "催办周牧野", at(1, 10))
    clock(at(1, 10, 1))
    assert (remind_due(), remind_due()) == (1, 0)
    assert _notices(finance_head, "即将到期") == _notices(finance_head, "已超期") == 1
    assert UrgeDuty.objects.count() == 1


def test_the_duty_is_done_by_urging(matter, clock, finance_head, office_head, clerk):
    clock(at(1, 9, 10))
    remind_due()
    seat = seat_of(matter, finance_head)
    actions.urge(matter, [seat], by=actor_of(clerk))
    assert UrgeDuty.objects.get().state == "open"
    (made,) = actions.urge(matter, [seat], by=actor_of(office_head))
    assert made.role == "duty"
    assert UrgeDuty.objects.get().state == "urged"
    assert not Todo.objects.filter(assignee=office_head).exists()
    clock(at(1, 11))
    remind_due()
    assert not Todo.objects.filter(assignee=office_head).exists()


@pytest.mark.parametrize(("minute", "state"), [(30, "spared"), (70, "omitted")])
def test_a_duty_ends_with_the_seat(
    matter,
    clock,
    finance_head,
    office_head,
    minute,
    state,
):
    clock(at(1, 9, 10))
    remind_due()
    clock(at(1, 9 + minute // 60, minute % 60))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    assert not Todo.objects.filter(assignee=office_head).exists()
    remind_due()
    assert UrgeDuty.objects.get().state == state


def test_the_initiator_has_the_duty_when_the_one_before_is_gone(
    matter,
    clock,
    office_head,
    clerk,
):
    Member.objects.filter(pk=office_head.pk).update(state="left")
    clock(at(1, 9, 10))
    remind_due()
    assert UrgeDuty.objects.get().member == clerk


def test_nobody_is_reminded_of_what_does_not_run(matter, clock):
    Matter.objects.update(state="suspended")
    clock(at(5, 10))
    assert remind_due() == 0


def test_a_clock_set_forward_and_back_reminds_once(matter, clock, finance_head):
    _seen(matter, finance_head)
    clock(at(15, 10))
    assert remind_due() == 1
    clock(at(1, 9, 10))
    assert remind_due() == 1
    clock(at(1, 10, 5))
    assert remind_due() == 0
    assert _notices(finance_head, "已超期") == 1


def test_across_a_worked_saturday_with_a_wandering_clock_each_is_said_once(
    clock, clerk, office_head, bureau
):
    Workday.objects.create(
        organisation=bureau.organisation, day=datetime.date(2026, 3, 14), kind="make_up", name="班"
    )
    clock(at(4, 15))
    seen = begin(clerk, countersign("finance_head"))
    actions.see(seen, by=actor_of(office_head))
    told = []
    for now in (at(5, 14, 10), at(5, 12, 10), at(8, 12, 10), at(5, 14, 50), at(5, 15, 1)):
        clock(now)
        told.append(remind_due())
    assert told == [1, 0, 1, 0, 0]
    assert _notices(office_head, "即将到期") == _notices(office_head, "已超期") == 1


def test_somebody_away_keeps_the_turn_and_the_limit(matter, clock, finance_head):
    Member.objects.filter(pk=finance_head.pk).update(state="away")
    clock(at(1, 10, 5))
    remind_due()
    assert _notices(finance_head, "已超期") == 1


def test_reminders_of_many_stay_one_each(matter, clock, clerk, finance_head):
    for _n in range(3):
        begin(clerk, countersign("finance_head"))
    clock(at(5, 10))
    remind_due()
    kinds = list(Reminder.objects.filter(kind="late").values_list("seat", flat=True))
    assert len(kinds) == len(set(kinds)) == 4
