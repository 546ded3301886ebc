"""催办: who may, how soon again, and whose duty it was (WF-20, WF-38)."""

import pytest

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Appointment
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.models import Urging
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from andu.workflow.urging import urger_of, watched_seats
from tests.cast import actor_of, give_right


@pytest.fixture
def matter(clock, clerk):
    """A request begun on Monday at nine."""
    return begin(clerk, countersign("finance_head", "registrar"))


def test_the_initiator_urges_and_it_is_counted(matter, clerk, office_head):
    (made,) = actions.urge(matter, [seat_of(matter, office_head)], "今天要报。", by=actor_of(clerk))
    assert (made.role, made.urged_name, made.words) == ("initiator", "罗曼青", "今天要报。")
    assert Todo.objects.get(assignee=office_head).urged == 1
    notice = Notice.objects.get(member=office_head, kind="workflow.urged")
    assert (notice.title, notice.text) == ("催办：关于采购空调维保的请示", "今天要报。")
    assert trace_of(store.load(matter.pk), None)[1].urged == 1
    assert [entry.event for entry in entries_of(matter)] == ["workflow.Urged"]


def test_not_again_so_soon(matter, clock, clerk, office_head, decide_policy):
    seat = seat_of(matter, office_head)
    actions.urge(matter, [seat], by=actor_of(clerk))
    clock(at(0, 9, 40))
    with pytest.raises(Refused, match="刚催过罗曼青，20 分钟后"):
        actions.urge(matter, [seat], by=actor_of(clerk))
    clock(at(0, 10))
    actions.urge(matter, [seat], by=actor_of(clerk))
    assert Urging.objects.count() == Todo.objects.get(assignee=office_head).urged == 2
    decide_policy("workflow.urge_every", "0")
    actions.urge(matter, [seat], by=actor_of(clerk))


@pytest.mark.parametrize("before", [at(0, 11), at(3, 9)])
def test_a_clock_set_back_neither_bars_nor_opens_urging(matter, clock, clerk, office_head, before):
    """Urged with the clock two hours or three days ahead; then it is put right."""
    seat, by = seat_of(matter, office_head), actor_of(clerk)
    clock(before)
    actions.urge(matter, [seat], by=by)
    clock(at(0, 9))
    actions.urge(matter, [seat], by=by)
    clock(at(0, 9, 30))
    with pytest.raises(Refused, match="30 分钟后"):
        actions.urge(matter, [seat], by=by)
    assert Urging.objects.count() == 2


def test_who_has_nothing_to_do_with_it_does_not_urge(matter, finance_head, office_head):
    with pytest.raises(Refused, match="只有发起人"):
        actions.urge(matter, [seat_of(matter, office_head)], by=actor_of(finance_head))
    assert not Urging.objects.exists()


def test_neither_oneself_nor_who_is_done(matter, office_head, clerk, registrar):
    seat = seat_of(matter, office_head)
    with pytest.raises(Refused, match="自己手上"):
        actions.urge(matter, [seat], by=actor_of(office_head))
    actions.agree(matter, seat, by=actor_of(office_head))
    with pytest.raises(Refused, match=r"罗曼青已在 .* 办理：同意。要催的待办已经不在了"):
        actions.urge(matter, [seat], by=actor_of(clerk))
    with pytest.raises(Refused, match="最多 200 字"):
        actions.urge(matter, [seat_of(matter, registrar)], "字" * 201, by=actor_of(clerk))
    assert not Urging.objects.exists()


def test_a_previous_handler_urges_all_who_are_at_it(matter, office_head, finance_head, registrar):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    seats = [seat_of(matter, finance_head), seat_of(matter, registrar)]
    made = actions.urge(matter, seats, by=actor_of(office_head))
    assert {each.role for each in made} == {"handler"} and len(made) == 2


def test_refused_as_a_whole(matter, office_head, finance_head, registrar):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    seats = [seat_of(matter, finance_head), seat_of(matter, registrar)]
    actions.urge(matter, seats[:1], by=actor_of(office_head))
    with pytest.raises(Refused, match="刚催过周牧野"):
        actions.urge(matter, seats, by=actor_of(office_head))
    assert Urging.objects.count() == 1


def test_head_contact_and_administrator_of_the_unit(
    matter, bureau, director, registrar, office_head
):
    seat = seat_of(matter, office_head)
    assert [s.number for s in watched_seats(actor_of(director))] == [seat]
    assert not watched_seats(actor_of(registrar))
    (made,) = actions.urge(matter, [seat], by=actor_of(director))
    assert made.role == "head"
    Appointment.objects.create(member=registrar, unit=bureau.units["office"], duty="contact")
    (made,) = actions.urge(matter, [seat], by=actor_of(registrar))
    assert made.role == "contact"
    finance = bureau.members["finance_head"]
    give_right(finance, "workflow.matters.administer")
    (made,) = actions.urge(matter, [seat], by=actor_of(finance))
    assert made.role == "administrator"


def test_the_verdicts_take_a_constant_number_of_statements(
    matter, office_head, finance_head, registrar, django_assert_max_num_queries
):
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    rows = list(store.load(matter.pk).seats.values())
    by = actor_of(office_head)
    matter.unit  # noqa: B018
    with django_assert_max_num_queries(6):
        urger = urger_of(by, matter, rows)
        assert [bool(urger.verdict(row)) for row in rows if row.state == "open"] == [True, True]
