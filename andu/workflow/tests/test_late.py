"""Acting after the limit: explained, refused without, sealed and reported (WF-19)."""

import pytest

from andu.kit.verdict import Refused
from andu.workflow import actions, store
from andu.workflow.models import History, LateAct, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right


@pytest.fixture
def late(clock, clerk, decide_policy):
    """A request whose first step is due on Tuesday at nine; now it is a quarter past ten."""
    matter = begin(clerk, countersign("finance_head"))
    clock(at(1, 10, 15))
    decide_policy("workflow.late_reason", "enforce")
    return matter


def _agree(matter, who, **more):
    return actions.agree(matter, seat_of(matter, who), Deed(**more), by=actor_of(who))


def test_without_an_explanation_nothing_happens(late, office_head):
    before = (History.objects.count(), list(Seat.objects.values_list("state", flat=True)))
    with pytest.raises(Refused, match="超过办理时限"):
        _agree(late, office_head, opinion="同意", late_reason=" ")
    with pytest.raises(Refused, match="最多 500 字"):
        _agree(late, office_head, late_reason="字" * 501)
    assert before == (History.objects.count(), list(Seat.objects.values_list("state", flat=True)))
    assert not LateAct.objects.exists()


def test_the_explanation_is_sealed_shown_and_reported(late, office_head, bureau):
    _agree(late, office_head, opinion="同意", late_reason="出差，系统不通。")
    row = History.objects.get(sequence=2)
    assert row.details["late"]["reason"] == "出差，系统不通。"
    assert row.is_sound()
    assert (
        trace_of(store.load(late.pk), None)[1].late
        == "超期 1 小时 15 分办理，说明：出差，系统不通。"
    )
    kept = LateAct.objects.get()
    assert (kept.minutes, kept.due, kept.step, kept.unit_name) == (
        75,
        at(1, 9),
        "科长审核",
        "办公室",
    )
    assert kept.unit_path == bureau.units["office"].path
    row.details["late"]["reason"] = "没有迟"
    assert not row.is_sound()


def test_in_time_nothing_is_asked_and_old_records_verify(clock, clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    _agree(matter, office_head, late_reason="不需要")
    assert not LateAct.objects.exists()
    assert all("late" not in row.details and row.is_sound() for row in History.objects.all())


@pytest.mark.parametrize("strength", ["advise", "off"])
def test_where_it_is_not_enforced_the_act_is_kept_without(
    late, office_head, decide_policy, strength
):
    decide_policy("workflow.late_reason", strength)
    _agree(late, office_head)
    assert LateAct.objects.get().reason == ""
    assert trace_of(store.load(late.pk), None)[1].late == "超期 1 小时 15 分办理，未作说明"


def test_withdrawing_needs_no_explanation(late, clerk):
    actions.withdraw(late, by=actor_of(clerk))
    assert not LateAct.objects.exists()


def test_the_report_is_for_ones_own_units(late, office_head, finance_head, bureau, outsider):
    _agree(late, office_head, late_reason="出差")
    right = "workflow.lateness.read"
    assert not LateAct.objects.visible_to(actor_of(finance_head), right).exists()
    give_right(finance_head, right, scope=bureau.units["finance"])
    assert not LateAct.objects.visible_to(actor_of(finance_head), right).exists()
    give_right(finance_head, right, scope=bureau.units["office"])
    assert LateAct.objects.visible_to(actor_of(finance_head), right).count() == 1
    give_right(outsider, right)
    assert not LateAct.objects.visible_to(actor_of(outsider), right).exists()
