"""检核: the next handler confirms that the step before followed the flow, or reports the deviation
and returns the matter (WF-21)."""

from dataclasses import replace

import pytest

from andu.engine import Check, Fork, Region, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.kit.verdict import Refused
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.models import Finding, History, Matter, Responsibility, Seat
from andu.workflow.policy import CHECK
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decided_on, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of

TICKED = Deed(opinion="同意", checked=True)
CHECKED = line(
    Step(key="check", name="科长审核", handlers=(Superior(1),)),
    Step(
        key="sign", name="财务审核", handlers=(NamedPerson("finance_head"),), check=Check.REQUIRED
    ),
    Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),), check=Check.REQUIRED),
)


@pytest.fixture
def at_finance(clerk, office_head):
    """The office has agreed; finance is to check it."""
    matter = begin(clerk, CHECKED)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    return matter


def _stands():
    seats = list(Seat.objects.order_by("pk").values_list("state", "how"))
    return History.objects.count(), Finding.objects.count(), Responsibility.objects.count(), seats


@pytest.mark.parametrize("verb", ["agree", "disagree"])
def test_without_the_tick_nothing_happens(at_finance, finance_head, verb):
    before = _stands()
    with pytest.raises(Refused, match="上一环节“科长审核”按流程执行的，勾选确认"):
        getattr(actions, verb)(
            at_finance, seat_of(at_finance, finance_head), Deed(opinion="可以"),
            by=actor_of(finance_head),
        )  # fmt: skip
    assert _stands() == before


def test_with_the_tick_it_goes_on_and_the_trace_keeps_it(at_finance, finance_head):
    actions.agree(at_finance, seat_of(at_finance, finance_head), TICKED, by=actor_of(finance_head))
    row = History.objects.get(sequence=3)
    assert row.details["checked"] == {"steps": "科长审核"}
    assert row.is_sound()
    notes = [each.note for each in trace_of(store.load(at_finance.pk), None)]
    assert notes[2] == "检核：上一环节“科长审核”按流程执行"


def test_where_nothing_asks_for_it_nothing_is_kept(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.agree(matter, seat_of(matter, office_head), TICKED, by=actor_of(office_head))
    assert "checked" not in History.objects.get(sequence=2).details


def test_the_policy_asks_for_it_and_a_step_says_otherwise(clerk, office_head, finance_head):
    decided_on(clerk, CHECK, "1")
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused, match="上一环节“发起人提交”"):
        actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    free = line(
        Step(key="check", name="科长审核", handlers=(Superior(1),), check=Check.OFF),
        Step(
            key="sign", name="财务审核", handlers=(NamedPerson("finance_head"),), may_return=False
        ),
    )
    matter = begin(clerk, free)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    matter.refresh_from_db()
    assert matter.state == Matter.State.FINISHED


def test_a_deviation_returns_the_matter_and_who_was_before_answers_alike(
    at_finance, clerk, office_head, finance_head
):
    actions.report_deviation(
        at_finance, seat_of(at_finance, finance_head), Back("check"),
        Deed(opinion="没有附询价记录"), by=actor_of(finance_head),
    )  # fmt: skip
    assert seat_of(at_finance, office_head)
    found = Finding.objects.get()
    assert (found.step, found.is_report, found.finder) == ("科长审核", True, finance_head)
    entries = Responsibility.objects.order_by("id").values_list("member", "part")
    assert list(entries) == [(office_head.pk, "fault"), (clerk.pk, "before")]
    row = History.objects.get(sequence=3)
    assert (row.how, row.opinion) == ("returned", "没有附询价记录")
    assert row.is_sound()
    assert trace_of(store.load(at_finance.pk), None)[2].note == (
        "检核：“科长审核”没有按流程执行，已记入责任记录"
    )


def test_reporting_needs_a_reason_a_turn_and_a_step_that_is_checked(
    at_finance, office_head, finance_head, director
):
    seat = seat_of(at_finance, finance_head)
    before = _stands()
    with pytest.raises(Refused, match="写明理由"):
        actions.report_deviation(at_finance, seat, Back("check"), by=actor_of(finance_head))
    with pytest.raises(Refused, match="不由你办理"):
        actions.report_deviation(
            at_finance, seat, Back("check"), Deed(opinion="不对"), by=actor_of(director)
        )
    with pytest.raises(Refused, match="还没有办理过"):
        actions.report_deviation(
            at_finance, seat, Back("decide"), Deed(opinion="不对"), by=actor_of(finance_head)
        )
    other = begin(office_head, countersign("finance_head"))
    before = _stands()
    with pytest.raises(Refused, match="不检核上一环节"):
        actions.report_deviation(
            other, seat_of(other, director), Back(), Deed(opinion="不对"), by=actor_of(director)
        )
    assert _stands() == before


def test_what_finance_confirmed_it_answers_for_too(
    at_finance, clerk, office_head, finance_head, director
):
    actions.agree(at_finance, seat_of(at_finance, finance_head), TICKED, by=actor_of(finance_head))
    actions.report_deviation(
        at_finance, seat_of(at_finance, director), Back("check"), Deed(opinion="没有询价"),
        by=actor_of(director),
    )  # fmt: skip
    assert dict(Responsibility.objects.values_list("member", "part")) == {
        office_head.pk: "fault", clerk.pk: "before", finance_head.pk: "after",
    }  # fmt: skip


def test_the_initiators_own_step_may_be_at_fault(at_finance, clerk, office_head, finance_head):
    actions.report_deviation(
        at_finance, seat_of(at_finance, finance_head), Back(), Deed(opinion="缺附件"),
        by=actor_of(finance_head),
    )  # fmt: skip
    assert dict(Responsibility.objects.values_list("member", "part")) == {
        clerk.pk: "fault", office_head.pk: "after",
    }  # fmt: skip


def test_a_second_click_reports_once(at_finance, finance_head):
    seat, by = seat_of(at_finance, finance_head), actor_of(finance_head, key="k1")
    for _click in range(2):
        actions.report_deviation(at_finance, seat, Back("check"), Deed(opinion="缺"), by=by)
    assert (Finding.objects.count(), History.objects.count()) == (1, 3)


def test_all_branches_that_met_are_the_step_before(clerk, office_head, finance_head, director):
    from_fork = _forked()
    matter = begin(clerk, from_fork)
    for who in (office_head, finance_head):
        actions.agree(matter, seat_of(matter, who), by=actor_of(who))
    seat = seat_of(matter, director)
    with pytest.raises(Refused, match="上一环节“办公室审核、财务审核”"):
        actions.agree(matter, seat, by=actor_of(director))
    actions.agree(matter, seat, replace(TICKED, opinion="好"), by=actor_of(director))


def _forked():
    from_ = Step(key="a", name="办公室审核", handlers=(NamedPerson("office_head"),))
    other = Step(key="b", name="财务审核", handlers=(NamedPerson("finance_head"),))
    fork = Fork(
        key="fork", join="join",
        branches=(
            Region(key="one", entry="a", exit="a", nodes=(from_,)),
            Region(key="two", entry="b", exit="b", nodes=(other,)),
        ),
    )  # fmt: skip
    last = Step(
        key="last", name="局长签批", handlers=(NamedPerson("director"),), check=Check.REQUIRED
    )
    return line(fork, last)
