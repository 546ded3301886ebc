"""Limits in working time: given on the way, counted anew, and told as chips (POL-24 … POL-27)."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.actions import set_days
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Workday
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.actions.handing_over import _run_handover
from andu.workflow.chips import chip_of
from andu.workflow.jobs.recounting import recount_dues
from andu.workflow.models import Deadline, Matter, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, line, seat_of
from andu.workflow.tests.moments import at
from tests.cast import actor_of, give_right


@pytest.fixture
def matter(clock, clerk):
    """A request begun on Monday at nine."""
    return begin(clerk, countersign("finance_head"))


def _seat(matter):
    return Seat.objects.get(run__matter=matter, state="open")


def test_a_turn_and_a_matter_have_their_limits(matter):
    seat = _seat(matter)
    assert (seat.respond_due, seat.due) == (at(0, 11), at(1, 9, 0))
    assert matter.due == at(2, 17, 30)


def test_a_text_document_has_a_day_more(clock, clerk):
    assert begin(clerk, countersign("finance_head"), is_text=True).due == at(3, 17, 30)


def test_a_limit_of_its_own_and_an_explicit_one_come_first(clock, clerk):
    step = Step(key="a", name="审核", handlers=(Superior(1),), respond_within=30, handle_within=60)
    matter = begin(clerk, line(step), due=at(20, 12))
    seat = _seat(matter)
    assert (seat.respond_due, seat.due) == (at(0, 9, 30), at(0, 10))
    assert matter.due == at(20, 12)
    assert Deadline.objects.get().basis == "发起时限定"


def test_no_limit_where_the_policy_gives_none(clock, clerk, decide_policy):
    for code in ("respond_within", "handle_within", "finish_within"):
        decide_policy(f"workflow.{code}", "0")
    matter = begin(clerk, countersign("finance_head"))
    assert (_seat(matter).due, _seat(matter).respond_due, matter.due) == (None, None, None)


def test_opening_is_the_response(matter, clock, office_head, clerk):
    clock(at(0, 10))
    actions.see(matter, by=actor_of(clerk))
    assert _seat(matter).seen is None
    actions.see(matter, by=actor_of(office_head))
    clock(at(0, 15))
    actions.see(matter, by=actor_of(office_head))
    assert _seat(matter).seen == at(0, 10)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert Seat.objects.get(run__matter=matter, member=office_head).seen == at(0, 10)


def test_an_instruction_overrides_the_usual_days(matter, clock, clerk, office_head):
    with pytest.raises(Refused, match="正在办理的人"):
        actions.set_deadline(matter, at(5, 9), "局长批示", by=actor_of(clerk))
    for due, basis, why in ((at(-1, 9), "批示", "已经过去"), (at(5, 9), " ", "写明依据")):
        with pytest.raises(Refused, match=why):
            actions.set_deadline(matter, due, basis, by=actor_of(office_head))
    assert not Deadline.objects.exists()
    actions.set_deadline(matter, at(5, 9), "局长批示：周六前办结", by=actor_of(office_head))
    matter.refresh_from_db()
    assert matter.due == at(5, 9)
    recount_dues(matter.organisation_id)
    matter.refresh_from_db()
    assert matter.due == at(5, 9)


def test_a_holiday_declared_later_moves_what_is_open(matter, clerk, bureau):
    manager = bureau.members["registrar"]
    give_right(manager, "organisation.structure.manage")
    Workday.objects.create(
        organisation=bureau.organisation, day=datetime.date(2026, 3, 10), kind="holiday", name="假"
    )
    assert recount_dues(bureau.organisation.pk) == 2
    matter.refresh_from_db()
    assert (_seat(matter).due, matter.due) == (at(2, 9), at(3, 17, 30))
    assert Todo.objects.get(kind="todo").due == at(2, 9)
    assert recount_dues(bureau.organisation.pk) == 0


def test_changing_the_calendar_queues_one_count(matter, bureau, registrar, monkeypatch):
    queued = []
    monkeypatch.setattr("andu.workflow.reactions.later", lambda *a, **more: queued.append(more))
    give_right(registrar, "organisation.structure.manage")
    days = [
        (datetime.date(2026, 3, 10), "holiday", "假"),
        (datetime.date(2026, 3, 11), "holiday", "假"),
    ]
    set_days(bureau.organisation, days, by=actor_of(registrar))
    assert len(queued) == 2 and len({more["key"] for more in queued}) == 1


def test_nobody_works_in_an_empty_calendar(clock, clerk, bureau):
    days = [at(0, 0).date() + datetime.timedelta(days) for days in range(450)]
    Workday.objects.bulk_create(
        Workday(organisation=bureau.organisation, day=day, kind="holiday", name="停")
        for day in days
    )
    matter = begin(clerk, countersign("finance_head"))
    assert (matter.due, _seat(matter).due) == (None, None)


@pytest.mark.parametrize(
    ("due", "now", "words", "state"),
    [
        (at(2, 9), at(0, 9), "剩 2 天", ""),
        (at(0, 10, 40), at(0, 9), "剩 1 小时 40 分", "soon"),
        (at(1, 8, 40), at(0, 17), "剩 40 分", ""),
        (at(0, 13, 30), at(0, 12, 10), "剩 0 分", "soon"),
        (at(0, 9), at(0, 14), "超期 3 小时", "late"),
        (at(0, 17), at(1, 9), "超期 1 小时", "late"),
        (at(0, 9), at(0, 9, 20), "超期 20 分", "late"),
        (at(-3, 9), at(0, 9), "超期 1 天", "late"),
        (at(7, 9), at(6, 10), "剩 30 分", "soon"),
        (None, at(0, 9), "", ""),
    ],
)
def test_what_is_left_is_told_by_working_time(bureau, due, now, words, state):
    chip = chip_of(due, now, calendar_for(bureau.organisation))
    assert (chip.words, chip.state) == (words, state)


def test_matters_keep_their_limits_when_the_clock_is_set_back(matter, clock, office_head):
    clock(at(-1, 9))
    due = _seat(matter).due
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert Seat.objects.get(run__matter=matter, member=office_head).due == due
    assert Matter.objects.get().is_running


@pytest.fixture
def worked_saturday(bureau):
    """Saturday the 14th is worked (调休), Monday the 16th is off."""
    days = ((14, "make_up", "调休上班"), (16, "holiday", "调休放假"))
    for day, kind, name in days:
        Workday.objects.create(
            organisation=bureau.organisation, day=datetime.date(2026, 3, day), kind=kind, name=name
        )


def test_a_make_up_day_counts_and_the_day_off_does_not(clock, clerk, bureau, worked_saturday):
    clock(at(4, 15))
    matter = begin(clerk, countersign("finance_head"))
    calendar, seat = calendar_for(bureau.organisation), _seat(matter)
    assert (seat.due, matter.due) == (at(5, 15), at(8, 17, 30))
    said = {
        now: chip_of(seat.due, now, calendar).words
        for now in (at(4, 13), at(5, 9), at(6, 12), at(7, 12), at(8, 9))
    }
    assert said == {
        at(4, 13): "剩 1 天", at(5, 9): "剩 4 小时 30 分", at(6, 12): "超期 2 小时",
        at(7, 12): "超期 2 小时", at(8, 9): "超期 3 小时",
    }  # fmt: skip


def test_a_day_made_up_later_moves_the_limit_forth_and_back(clock, clerk, bureau):
    clock(at(4, 15))
    matter = begin(clerk, countersign("finance_head"))
    assert _seat(matter).due == at(7, 15)
    day = Workday.objects.create(
        organisation=bureau.organisation, day=datetime.date(2026, 3, 14), kind="make_up", name="班"
    )
    clock(at(4, 13))  # set back by two hours meanwhile
    recount_dues(bureau.organisation.pk)
    assert _seat(matter).due == at(5, 15)
    day.delete()
    clock(at(7, 13))  # and forward by three days
    recount_dues(bureau.organisation.pk)
    assert _seat(matter).due == at(7, 15)


def test_a_turn_taken_over_is_counted_from_its_beginning(matter, clock, office_head, registrar):
    clock(at(0, 15))
    by = actor_of(office_head)
    actions.transfer(matter, seat_of(matter, office_head), registrar.pk, by=by)
    assert _seat(matter).due == at(1, 9)
    assert recount_dues(matter.organisation_id) == 0


def test_a_pause_is_not_counted(matter, clock, finance_head):
    give_right(finance_head, "workflow.matters.administer")
    by = actor_of(finance_head)
    clock(at(0, 10))
    actions.suspend(matter, Deed(opinion="等材料"), by=by)
    clock(at(1, 10))
    actions.resume(matter, by=by)
    assert _seat(matter).due == at(2, 9)
    assert recount_dues(matter.organisation_id) == 0


def test_an_instruction_for_the_whole_shortens_every_turn(matter, clock, office_head, finance_head):
    actions.set_deadline(matter, at(0, 16), "局长批示：今天办完", by=actor_of(office_head))
    assert _seat(matter).due == at(0, 16)
    assert Todo.objects.get(kind="todo").due == at(0, 16)
    clock(at(0, 10))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert _seat(matter).due == at(0, 16)
    assert recount_dues(matter.organisation_id) == 0


def test_an_instruction_costs_the_same_for_one_turn_and_for_many(clock, clerk, office_head):
    costs = []
    for people in (
        ("office_head", "director"),
        ("office_head", "finance_head", "registrar", "director"),
    ):
        handlers = tuple(NamedPerson(code) for code in people)
        step = Step(key="sign", name="会签", mode=Mode.ALL, handlers=handlers)
        matter = begin(clerk, line(step))
        with CaptureQueriesContext(connection) as seen:
            actions.set_deadline(matter, at(0, 16), "局长批示：今天办完", by=actor_of(office_head))
        costs.append(len(seen))
        dues = Seat.objects.filter(run__matter=matter, state="open").values_list("due", flat=True)
        assert list(dues) == [at(0, 16)] * len(people)
    assert costs[0] == costs[1], costs


def test_matters_instructed_before_they_said_so_are_told_by_the_migration(
    matter, clock, clerk, office_head
):
    turn = begin(clerk, countersign("finance_head"))
    seat = seat_of(turn, office_head)
    actions.set_turn_deadline(turn, seat, at(4, 15), "局长批示", by=actor_of(clerk))
    actions.set_deadline(matter, at(7, 16), "局长批示：下周办完", by=actor_of(office_head))
    Matter.objects.update(is_instructed=False)
    import_module("andu.workflow.migrations.0017_instructed_matters").forwards(apps, None)
    assert list(Matter.objects.filter(is_instructed=True)) == [matter]
    assert recount_dues(matter.organisation_id) == 0
    matter.refresh_from_db()
    assert matter.due == at(7, 16)


def test_an_instruction_that_has_passed_shortens_nothing(matter, clock, office_head):
    actions.set_deadline(matter, at(0, 10), "马上办", by=actor_of(office_head))
    clock(at(0, 11))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert _seat(matter).due == at(1, 11)


def test_a_turn_may_have_a_limit_by_instruction(
    matter, clock, clerk, office_head, finance_head, outsider
):
    seat = seat_of(matter, office_head)
    refused = ((office_head, "自己的待办"), (finance_head, "只有发起人"), (outsider, "只有发起人"))
    for who, why in refused:
        with pytest.raises(Refused, match=why):
            actions.set_turn_deadline(matter, seat, at(0, 15), "急件", by=actor_of(who))
    for due, basis, why in ((at(-1, 9), "批示", "已经过去"), (at(5, 9), " ", "写明依据")):
        with pytest.raises(Refused, match=why):
            actions.set_turn_deadline(matter, seat, due, basis, by=actor_of(clerk))
    assert not Deadline.objects.exists()
    actions.set_turn_deadline(matter, seat, at(4, 15), "局长批示：周五前", by=actor_of(clerk))
    assert _seat(matter).due == at(4, 15)
    matter.refresh_from_db()
    assert matter.due == at(2, 17, 30)  # both clocks run
    assert recount_dues(matter.organisation_id) == 0
    assert _seat(matter).due == at(4, 15)
    assert Notice.objects.filter(member=office_head, title__startswith="请在 2026-03-13").exists()
    actions.agree(matter, seat, by=actor_of(office_head))
    with pytest.raises(Refused, match=r"罗曼青已在 .* 办理：同意。这件待办已经不在了"):
        actions.set_turn_deadline(matter, seat, at(5, 15), "批示", by=actor_of(clerk))


@pytest.mark.parametrize("how", ["transfer", "reassign", "hand_over"])
def test_a_limit_by_instruction_goes_along_when_the_turn_changes_hands(
    matter, clerk, office_head, registrar, finance_head, how
):
    give_right(finance_head, "workflow.matters.administer")
    alone(finance_head)
    seat = seat_of(matter, office_head)
    actions.set_turn_deadline(matter, seat, at(4, 15), "局长批示：周五前", by=actor_of(clerk))
    if how == "transfer":
        actions.transfer(matter, seat, registrar.pk, by=actor_of(office_head))
    elif how == "reassign":
        deed = Deed(opinion="出差")
        actions.reassign(matter, seat, registrar.pk, deed, by=actor_of(finance_head))
    else:
        made = actions.hand_over(office_head, registrar, "工作调整", by=actor_of(finance_head))
        _run_handover(made.pk)
    assert (_seat(matter).member, _seat(matter).due) == (registrar, at(4, 15))
    Workday.objects.create(
        organisation=matter.organisation, day=datetime.date(2026, 3, 10), kind="holiday", name="假"
    )
    recount_dues(matter.organisation_id)
    assert _seat(matter).due == at(4, 15)
