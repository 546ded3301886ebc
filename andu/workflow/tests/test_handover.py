"""A person's turns go to somebody else: at a delegation's first and last day, and for good."""

import datetime

import pytest
from django.db.models import Q
from django.utils import timezone

from andu.audit.verifying import breaks
from andu.engine import Mode
from andu.kit.jobs import worker
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation import actions as people
from andu.organisation.acting import administrator
from andu.todo.models import Todo
from andu.workflow import actions, schedule
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.handing_over import _run_handover
from andu.workflow.actions.starting import Subject
from andu.workflow.models import (
    Choice,
    Delegation,
    Handover,
    HandoverItem,
    History,
    Matter,
    Run,
    Seat,
)
from andu.workflow.policy import DELEGATION_ENDS, LEAVING, SUCCESSOR
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of, version_of
from andu.workflow.tests.test_delegation import delegated, set_policy
from tests.cast import actor_of, give_right

ADMINISTER = "workflow.matters.administer"


def work() -> int:
    """Let the job worker do what is queued."""
    return worker.drain(timezone.now() + datetime.timedelta(seconds=1))


def open_of(matter: Matter) -> list[str]:
    """Whose turn it is, in words."""
    seats = Seat.objects.filter(run__matter=matter, state="open").order_by("number")
    return [seat.who for seat in seats]


def leave(member, by_account) -> None:
    """The person leaves the house."""
    people.see_out(member, by=administrator(by_account), basis="离职审批〔2026〕3 号")
    work()


@pytest.fixture
def flow_keeper(registrar):
    """陈砚秋 administers flows."""
    give_right(registrar, ADMINISTER)
    return registrar


def test_open_turns_go_along_when_asked(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("registrar"))
    due = Seat.objects.get(run__matter=matter, state="open").due
    delegated(office_head, finance_head, takes_open=True)
    work()
    assert open_of(matter) == ["周牧野（代罗曼青）"]
    assert Seat.objects.get(run__matter=matter, state="open").due == due
    assert [todo.assignee for todo in Todo.objects.filter(matter_id=matter.pk)] == [finance_head]
    row = History.objects.get(run__matter=matter, how="delegated")
    assert (row.actor_name, row.target) == ("罗曼青", "周牧野")
    assert Handover.objects.get().state == "done"
    assert not list(breaks())


def test_open_turns_stay_when_not(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("registrar"))
    delegated(office_head, finance_head)
    work()
    assert open_of(matter) == ["罗曼青"]
    assert not Handover.objects.exists()


def test_a_turn_to_come_goes_along_in_any_case(clerk, office_head, finance_head, registrar):
    """It was placed before the absence and would open in the middle of it (依次)."""
    matter = begin(clerk, countersign("director", "registrar", mode=Mode.IN_ORDER))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    delegated(registrar, finance_head)
    work()
    director = Seat.objects.get(run__matter=matter, state="open")
    actions.agree(matter, director.number, by=actor_of(director.member))
    assert open_of(matter) == ["周牧野（代陈砚秋）"]


def test_in_a_half_done_countersign_the_rest_goes(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, countersign("finance_head", "registrar", "director"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    delegated(registrar, finance_head, takes_open=True)
    work()
    assert set(open_of(matter)) == {"沈知远", "周牧野（代陈砚秋）"}
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))


def test_the_delegates_own_matters_stay(clerk, office_head):
    matter = begin(clerk, countersign("registrar"))
    delegated(office_head, clerk, takes_open=True)
    work()
    assert open_of(matter) == ["罗曼青"]


def test_what_is_open_comes_back_when_it_is_revoked(clerk, office_head, finance_head):
    made = delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    actions.revoke_delegation(made, by=actor_of(office_head))
    work()
    assert open_of(matter) == ["罗曼青"]
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))


def test_or_stays_with_the_delegate(clerk, office_head, finance_head):
    set_policy(DELEGATION_ENDS, "stay")
    made = delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    actions.revoke_delegation(made, by=actor_of(office_head))
    work()
    assert open_of(matter) == ["周牧野（代罗曼青）"]
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))


def test_the_clock_begins_and_ends_it(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("registrar"))
    made = delegated(office_head, finance_head, 1, 2, takes_open=True)
    schedule.turn_delegations()
    assert open_of(matter) == ["罗曼青"]
    _shift(made, -1)
    schedule.turn_delegations()
    schedule.turn_delegations()
    work()
    assert open_of(matter) == ["周牧野（代罗曼青）"]
    _shift(made, -2)
    schedule.turn_delegations()
    schedule.turn_delegations()
    work()
    assert open_of(matter) == ["罗曼青"]
    made.refresh_from_db()
    assert made.ended
    assert History.objects.filter(run__matter=matter, how="recalled").count() == 1


def test_a_single_turn_is_taken_back(clerk, office_head, finance_head, registrar):
    delegated(office_head, finance_head)
    first, second = (begin(clerk, countersign("registrar")) for _each in range(2))
    with pytest.raises(Refused, match="不是代你办理"):
        actions.recall(first, seat_of(first, finance_head), by=actor_of(registrar))
    actions.recall(first, seat_of(first, finance_head), by=actor_of(office_head))
    assert (open_of(first), open_of(second)) == (["罗曼青"], ["周牧野（代罗曼青）"])
    actions.agree(second, seat_of(second, finance_head), by=actor_of(finance_head))
    closed = Seat.objects.get(run__matter=second, member=finance_head, state="closed").number
    with pytest.raises(Refused, match="已经办理"):
        actions.recall(second, closed, by=actor_of(office_head))


def test_what_is_held_for_others_is_not_transferred(clerk, office_head, finance_head, registrar):
    delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    seat = seat_of(matter, finance_head)
    with pytest.raises(Refused, match="不能再转给别人"):
        actions.transfer(matter, seat, registrar.pk, by=actor_of(finance_head))
    assert open_of(matter) == ["周牧野（代罗曼青）"]


def test_an_administrator_hands_over_all_that_is_open(
    clerk, office_head, finance_head, flow_keeper, system_administrator
):
    matter = begin(clerk, countersign("registrar"))
    leave(office_head, system_administrator)
    assert open_of(matter) == ["罗曼青"]
    told = Notice.objects.get(member=flow_keeper, kind="workflow.handover")
    assert "罗曼青已离职，手上还有 1 件待办" in told.title
    made = actions.hand_over(office_head, finance_head, "离职交接", by=actor_of(flow_keeper))
    work()
    assert open_of(matter) == ["周牧野"]
    row = History.objects.get(run__matter=matter, how="handed_over")
    assert (row.actor_name, row.target, row.opinion) == ("陈砚秋", "周牧野", "离职交接")
    made.refresh_from_db()
    assert (made.state, made.total) == ("done", 1)
    with pytest.raises(Refused, match="没有未办的事项"):
        actions.hand_over(office_head, finance_head, "再交一次", by=actor_of(flow_keeper))
    assert not list(breaks())


def test_nobody_else_hands_over(clerk, office_head, finance_head, flow_keeper, outsider):
    begin(clerk, countersign("registrar"))
    keeper = actor_of(flow_keeper)
    for to, by, reason, why in (
        (finance_head, actor_of(clerk), "理由", "流程管理员办理"),
        (finance_head, keeper, " ", "交接理由"),
        (office_head, keeper, "理由", "本人"),
        (outsider, keeper, "理由", "不在本机构"),
    ):
        with pytest.raises(Refused, match=why):
            actions.hand_over(office_head, to, reason, by=by)
    assert not Handover.objects.exists()


def test_a_successor_who_sits_there_already_signs_for_the_departed_too(
    clerk, office_head, finance_head, registrar, flow_keeper
):
    matter = begin(clerk, countersign("finance_head", "director"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    director = Seat.objects.get(run__matter=matter, member__code="director").member
    actions.hand_over(finance_head, director, "调岗", by=actor_of(flow_keeper))
    work()
    assert sorted(open_of(matter)) == ["沈知远", "沈知远（代周牧野）"]


def test_what_the_departed_began_goes_on(clerk, office_head, finance_head, flow_keeper):
    matter = begin(clerk, countersign("registrar"))
    actions.return_(
        matter, seat_of(matter, office_head), Back(), Deed(opinion="补材料"),
        by=actor_of(office_head),
    )  # fmt: skip
    actions.hand_over(clerk, finance_head, "离职交接", by=actor_of(flow_keeper))
    work()
    assert open_of(matter) == ["周牧野"]
    actions.resubmit(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    assert open_of(matter) == ["罗曼青"]


def test_turns_held_for_others_go_back_to_them(
    clerk, office_head, finance_head, system_administrator
):
    delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    leave(finance_head, system_administrator)
    assert open_of(matter) == ["罗曼青"]
    assert Delegation.objects.get().revoked_by == "系统"
    assert Notice.objects.filter(member=office_head, title__contains="周牧野已离职").exists()


@pytest.mark.parametrize(("rule", "to"), [("superior", "沈知远"), ("successor", "方亦舒")])
@pytest.mark.usefixtures("clerk", "director")
def test_the_policy_names_who_takes_over(office_head, registrar, system_administrator, rule, to):
    set_policy(LEAVING, rule)
    set_policy(SUCCESSOR, "clerk")
    matter = begin(registrar, countersign("finance_head"))
    leave(office_head, system_administrator)
    assert open_of(matter) == [to]
    row = History.objects.get(run__matter=matter, how="handed_over")
    assert row.actor_name == "系统"


def test_a_successor_who_cannot_is_not_taken(clerk, office_head, system_administrator):
    set_policy(LEAVING, "successor")
    set_policy(SUCCESSOR, "nobody-here")
    matter = begin(clerk, countersign("registrar"))
    leave(office_head, system_administrator)
    assert open_of(matter) == ["罗曼青"]


def test_whom_the_initiator_picked_is_followed(clerk, office_head, finance_head, flow_keeper):
    matter = begin(clerk, countersign("registrar"))
    run = Run.objects.get(matter=matter)
    Choice.objects.create(run=run, step="later", member=office_head)
    actions.hand_over(office_head, finance_head, "调岗", by=actor_of(flow_keeper))
    work()
    assert Choice.objects.get().member == finance_head


def test_two_hundred_items_whatever_happens(clerk, office_head, finance_head, flow_keeper):
    """Killed in the middle, run again, run twice: each item is handed over once."""
    version = version_of(clerk.organisation, countersign("registrar"))
    by = actor_of(clerk)
    matters = [
        actions.start(version, Subject(kind="test", title=f"第 {n} 件"), by=by) for n in range(200)
    ]
    made = actions.hand_over(office_head, finance_head, "离职交接", by=actor_of(flow_keeper))
    items = list(HandoverItem.objects.values_list("pk", flat=True)[:3])
    first = matters[0]
    actions.agree(first, seat_of(first, office_head), by=actor_of(office_head))
    HandoverItem.objects.filter(pk=items[1]).delete()
    _run_handover(made.pk)
    _run_handover(made.pk)
    work()
    made.refresh_from_db()
    states = Q(state="done"), Q(state="gone")
    assert [made.items.filter(one).count() for one in states] == [198, 1]
    assert made.state == "done"
    assert Seat.objects.filter(member=finance_head, state="open").count() == 198
    assert History.objects.filter(how="handed_over").count() == 198
    assert Todo.objects.filter(assignee=finance_head).count() == 198
    assert Notice.objects.filter(member=finance_head, kind="workflow.turn").count() == 0
    assert Notice.objects.filter(member=finance_head, kind="workflow.handover").count() == 1


def test_an_item_passed_on_before_a_kill_is_not_passed_twice(
    clerk, office_head, finance_head, flow_keeper
):
    matter = begin(clerk, countersign("registrar"))
    made = actions.hand_over(office_head, finance_head, "调岗", by=actor_of(flow_keeper))
    _run_handover(made.pk)
    HandoverItem.objects.update(state="waiting")
    Handover.objects.update(state="running")
    _run_handover(made.pk)
    assert History.objects.filter(run__matter=matter, how="handed_over").count() == 1
    assert HandoverItem.objects.get().state == "done"


def _shift(made: Delegation, days: int) -> None:
    """Let so many days pass for this delegation."""
    made.refresh_from_db()
    made.since += datetime.timedelta(days=days)
    made.until += datetime.timedelta(days=days)
    made.save()
