"""转办 and 改派: who may, to whom, and what the rows say afterwards."""

import pytest

from andu.engine import Mode, Step, TransferRange
from andu.engine.handlers import Superior
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Member
from andu.todo.models import Todo
from andu.workflow import actions, rules, store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Participant
from andu.workflow.policy import TO_INITIATOR, TRANSFER_RANGE
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, decided_on, line, seat_of
from andu.workflow.tests.test_delegation import delegated
from andu.workflow.trace import trace_of
from andu.workflow.transferring import transferable_to
from tests.cast import actor_of, give_right

WHY = Deed(opinion="此事由财务科经办。")


def assignees():
    return {todo.assignee.code for todo in Todo.objects.all()}


def transfer(matter, one, other, deed=WHY):
    return actions.transfer(matter, seat_of(matter, one), other.pk, deed, by=actor_of(one))


def checking(reach):
    """The superior checks, and may transfer so far."""
    return line(Step(key="check", name="审核", handlers=(Superior(1),), transfer=reach))


def refuses(matter, one, other, match):
    before = History.objects.count(), assignees()
    with pytest.raises(Refused, match=match):
        transfer(matter, one, other)
    assert (History.objects.count(), assignees()) == before


def test_a_turn_is_handed_on_and_stays_in_its_place(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("registrar"))
    seat = seat_of(matter, office_head)
    transfer(matter, office_head, finance_head)
    assert assignees() == {"finance_head"}
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    old, new = loaded.seats[seat], loaded.seats[seat_of(matter, finance_head)]
    assert (old.state, old.how, new.instead_of) == ("closed", "transferred", seat)
    assert (new.member_name, new.step, new.due is not None) == ("周牧野", "科长审核", True)
    heard = Notice.objects.filter(member=finance_head).get()
    assert heard.title == "罗曼青转办给你：关于采购空调维保的请示"
    told = trace_of(loaded, None)[1]
    assert (told.did, told.opinion) == ("转办给周牧野", WHY.opinion)
    parts = Participant.objects.filter(matter=matter)
    assert parts.filter(member=office_head, capacity="handled").exists()
    assert parts.filter(member=finance_head, capacity="handler").exists()
    actions.agree(matter, new.number, by=actor_of(finance_head))
    assert assignees() == {"registrar"}


def test_the_one_who_gave_it_away_is_told_so_and_may_take_it_back(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("registrar"))
    seat = seat_of(matter, office_head)
    transfer(matter, office_head, finance_head)
    with pytest.raises(Refused, match=r"你已在 .* 办理：转办给周牧野。对方办理前可以拿回"):
        actions.agree(matter, seat, by=actor_of(office_head))
    actions.take_back(matter, seat, by=actor_of(office_head))
    assert assignees() == {"office_head"}
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_only_to_people_who_can_have_it(bureau, clerk, office_head, registrar, outsider):
    matter = begin(clerk, countersign("finance_head"))
    refuses(matter, office_head, office_head, "不能转办给自己")
    refuses(matter, office_head, clerk, "不能办理自己发起")
    refuses(matter, office_head, outsider, "不属于本组织")
    Member.objects.filter(pk=registrar.pk).update(state=Member.State.LEFT)
    refuses(matter, office_head, registrar, "已经离职")
    with pytest.raises(Refused, match="没有找到"):
        actions.transfer(matter, seat_of(matter, office_head), 987654, by=actor_of(office_head))


def test_nobody_gets_two_seats_in_one_step(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    refuses(matter, finance_head, registrar, "不能占两席")
    assert not transferable_to(store.load(matter.pk), 3).filter(pk=registrar.pk).exists()


def test_a_turn_transferred_to_somebody_away_comes_to_the_delegate(
    clerk, office_head, finance_head, registrar
):
    delegated(finance_head, registrar, 0, 7)
    matter = begin(clerk, checking(None))
    transfer(matter, office_head, finance_head)
    assert assignees() == {"registrar"}
    loaded = store.load(matter.pk)
    seat = loaded.seats[seat_of(matter, registrar)]
    assert (seat.who, seat.on_behalf_id) == ("陈砚秋（代周牧野）", finance_head.pk)
    assert loaded.configuration == replayed(loaded.run)
    refuses(matter, registrar, office_head, "代周牧野办理的事项不能再转给别人")
    actions.agree(matter, seat.number, by=actor_of(registrar))
    row = History.objects.get(run__matter=matter, how="agreed")
    assert (row.actor_name, row.on_behalf_of) == ("陈砚秋", "周牧野")


def test_a_turn_is_not_transferred_round_to_where_it_came_from(clerk, office_head, finance_head):
    delegated(finance_head, office_head, 0, 7)
    matter = begin(clerk, checking(None))
    refuses(matter, office_head, finance_head, "不能转办给自己")


@pytest.mark.parametrize(
    ("reach", "allowed"),
    [
        (TransferRange.NOBODY, set()),
        (TransferRange.UNIT, {"registrar"}),
        (TransferRange.BRANCH, {"registrar"}),
        (TransferRange.ORGANISATION, {"registrar", "finance_head", "director"}),
        (None, {"registrar", "finance_head", "director"}),
    ],
)
def test_the_step_says_how_far(reach, allowed, clerk, office_head, finance_head, director):
    matter = begin(clerk, checking(reach))
    loaded, seat = store.load(matter.pk), seat_of(matter, office_head)
    assert {member.code for member in transferable_to(loaded, seat)} == allowed
    by = actor_of(office_head)
    assert bool(rules.may_transfer(by, loaded, seat)) is bool(allowed)
    verdict = rules.may_transfer(by, loaded, seat, finance_head)
    assert bool(verdict) is ("finance_head" in allowed)


def test_a_branch_holds_all_units_below(bureau, clerk, office_head, director, finance_head):
    step = Step(key="check", handlers=(Superior(2),), transfer=TransferRange.BRANCH)
    matter = begin(clerk, line(step))
    loaded = store.load(matter.pk)
    found = transferable_to(loaded, seat_of(matter, director))
    assert {member.code for member in found} == {"office_head", "registrar", "finance_head"}


def test_the_policy_says_how_far_where_the_step_does_not(clerk, office_head, finance_head):
    matter = begin(clerk, checking(None))
    decided_on(clerk, TRANSFER_RANGE, "unit")
    refuses(matter, office_head, finance_head, "只能转办给本单位的人员")
    decided_on(clerk, TO_INITIATOR, "1")
    transfer(matter, office_head, clerk)
    assert assignees() == {"clerk"}


def test_an_administrator_reassigns_with_a_reason(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, countersign("director"))
    seat, by = seat_of(matter, office_head), actor_of(finance_head)
    with pytest.raises(Refused, match="只有流程管理员"):
        actions.reassign(matter, seat, registrar.pk, WHY, by=by)
    give_right(finance_head, ADMINISTER.code)
    alone(finance_head)
    by = actor_of(finance_head)
    with pytest.raises(Refused, match="写明理由"):
        actions.reassign(matter, seat, registrar.pk, by=by)
    assert assignees() == {"office_head"}
    actions.reassign(matter, seat, registrar.pk, WHY, by=by)
    assert assignees() == {"registrar"}
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    assert loaded.seats[seat].why == "reassigned"
    assert not Participant.objects.filter(matter=matter, member=finance_head).exists()
    lost = Notice.objects.filter(member=office_head).latest("id")
    assert lost.title.startswith("已改派他人")


def test_a_waiting_seat_is_reassigned_and_still_waits(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, countersign("finance_head", "registrar", mode=Mode.IN_ORDER))
    give_right(clerk, ADMINISTER.code)
    alone(clerk)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    waiting = next(n for n, s in store.load(matter.pk).seats.items() if s.state == "waiting")
    actions.reassign(matter, waiting, office_head.pk, WHY, by=actor_of(clerk))
    assert assignees() == {"finance_head"}
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    assert assignees() == {"office_head"}
