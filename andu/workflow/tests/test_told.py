"""Who hears of what: a turn that somebody else takes away does not vanish in silence, and nobody
hears what isn't so (decision 0219; every case stands in `tests/situations`)."""

import pytest

from andu.engine import AtLimit, LimitAct, Mode, Nature, Step
from andu.engine.definition import Withdrawal
from andu.engine.handlers import NamedPerson
from andu.engine.nodes import Where
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation import actions as people
from andu.organisation.acting import administrator
from andu.todo.models import Todo
from andu.workflow import actions, schedule
from andu.workflow.actions.adding import Placing
from andu.workflow.actions.deciding import Back
from andu.workflow.models import Escalation, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, line, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.tests.test_delegation import delegated
from andu.workflow.tests.test_handover import leave, work
from tests.cast import actor_of, give_right, make_member

WHY = Deed(opinion="理由")
SIGNED = countersign("finance_head", "registrar")


@pytest.fixture
def keeper(director):
    """Whoever administers flows, without a second person."""
    give_right(director, ADMINISTER.code)
    alone(director)
    return director


@pytest.fixture
def signing(clerk, office_head):
    """Finance and the registrar have the turn, together."""
    matter = begin(clerk, SIGNED)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    return matter


def told(member, words: str) -> int:
    return Notice.objects.filter(member=member, title__startswith=words).count()


def test_the_others_hear_that_it_was_returned(signing, finance_head, registrar, office_head):
    mine = seat_of(signing, finance_head)
    actions.return_(signing, mine, Back(), WHY, by=actor_of(finance_head))
    assert told(registrar, "已退回，现在不需你办理") == 1
    assert told(finance_head, "已退回") == told(office_head, "已退回") == 0


def test_the_others_hear_that_it_was_not_passed(signing, finance_head, registrar, clerk):
    mine = seat_of(signing, finance_head)
    actions.disagree(signing, mine, WHY, by=actor_of(finance_head))
    assert told(registrar, "未通过，不需再办") == told(clerk, "未通过") == 1
    assert told(finance_head, "未通过") == 0


def test_whose_voice_is_not_needed_any_more_is_left_in_peace(clerk, office_head, registrar):
    any_of = countersign("finance_head", "registrar", mode=Mode.ANY)
    matter = begin(clerk, any_of)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    before = Notice.objects.filter(member=registrar).count()
    finance = Seat.objects.get(run__matter=matter, state="open", member__code="finance_head")
    actions.agree(matter, finance.number, by=actor_of(finance.member))
    assert Notice.objects.filter(member=registrar).count() == before


def test_whoever_had_it_hears_that_it_was_withdrawn(clerk, office_head):
    flow = line(
        Step(key="check", name="审核", handlers=(NamedPerson("office_head"),)),
        withdrawal=Withdrawal.UNTIL_END,
    )
    matter = begin(clerk, flow)
    actions.withdraw(matter, by=actor_of(clerk))
    assert told(office_head, "发起人已撤回，现在不需你办理") == 1
    assert not Todo.objects.filter(assignee=office_head).exists()


def test_whoever_had_it_hears_that_it_was_taken_back(signing, finance_head, office_head, director):
    mine = seat_of(signing, finance_head)
    actions.transfer(signing, mine, director.pk, by=actor_of(finance_head))
    actions.take_back(signing, mine, by=actor_of(finance_head))
    assert told(director, "已被拿回，现在不需你办理") == 1
    assert told(office_head, "已被拿回") == 0


def test_who_waits_for_those_they_asked_to_sign_first_hears_of_the_end(
    clerk, office_head, finance_head
):
    matter = begin(clerk, countersign("registrar"))
    placing = Placing(where=Where.BEFORE)
    mine, by = seat_of(matter, office_head), actor_of(office_head)
    actions.add_signers(matter, mine, [finance_head.pk], placing, by=by)
    asked = seat_of(matter, finance_head)
    actions.disagree(matter, asked, WHY, by=actor_of(finance_head))
    assert told(office_head, "未通过，不需再办") == 1


def test_the_initiator_hears_of_the_pause_and_of_its_end(signing, keeper, clerk):
    actions.suspend(signing, WHY, by=actor_of(keeper))
    actions.resume(signing, by=actor_of(keeper))
    assert told(clerk, "已挂起") == told(clerk, "已恢复，继续办理") == 1


def test_who_handled_it_hears_that_it_is_void_after_all(signing, keeper, office_head, director):
    for who in ("finance_head", "registrar", "director"):
        seat = Seat.objects.get(run__matter=signing, state="open", member__code=who)
        actions.agree(signing, seat.number, by=actor_of(seat.member))
    actions.void(signing, WHY, by=actor_of(keeper))
    assert told(office_head, "你办理过的事项已作废") == 1
    assert told(director, "你办理过的事项已作废") == 0  # who has done it


def test_the_absent_hear_what_becomes_of_their_turn(clerk, office_head, registrar, keeper):
    delegated(office_head, registrar)
    matter = begin(clerk, SIGNED)
    more = make_member(office_head.appointments.get().unit, "more", "严立行")
    mine = seat_of(matter, registrar)
    actions.add_signers(matter, mine, [more.pk], Placing(), by=actor_of(registrar))
    assert told(office_head, "陈砚秋已代你办理") == 0
    actions.reassign(matter, mine, keeper.pk, WHY, by=actor_of(keeper))
    assert told(office_head, "已改派他人") == told(registrar, "已改派他人") == 1


def test_the_delegate_hears_that_the_turn_was_recalled(clerk, office_head, registrar):
    delegated(office_head, registrar)
    matter = begin(clerk, SIGNED)
    actions.recall(matter, seat_of(matter, registrar), by=actor_of(office_head))
    assert told(registrar, "委托人已收回自办") == 1
    assert told(office_head, "委托人已收回自办") == 0


def test_a_successor_is_not_told_of_what_went_back(clerk, office_head, registrar, keeper):
    delegated(office_head, registrar)
    matter = begin(clerk, SIGNED)
    actions.hand_over(registrar, keeper, "调离", by=actor_of(keeper))
    work()
    assert seat_of(matter, office_head)
    assert told(office_head, "待办") == told(registrar, "已交接，不需你办理") == 1
    assert told(keeper, "离岗交接") == 0


def test_what_a_pause_keeps_from_a_delegate_is_told_to_the_absent(
    clerk, office_head, registrar, keeper
):
    matter = begin(clerk, SIGNED)
    actions.suspend(matter, WHY, by=actor_of(keeper))
    made = delegated(office_head, registrar, takes_open=True)
    work()
    assert told(office_head, "委托陈砚秋代办：1 件待办没有转过去") == 1
    assert "已挂起" in Notice.objects.get(title__contains="没有转过去").text
    actions.resume(matter, by=actor_of(keeper))
    assert seat_of(matter, office_head)
    actions.revoke_delegation(made, by=actor_of(office_head))
    assert told(office_head, "委托结束") == 0


def test_nobody_urges_who_has_left(clerk, office_head, system_administrator):
    matter = begin(clerk, SIGNED)
    seat = seat_of(matter, office_head)
    leave(office_head, system_administrator)
    with pytest.raises(Refused, match="罗曼青已经离职，催不到了。请流程管理员改派"):
        actions.urge(matter, [seat], by=actor_of(clerk))
    assert told(office_head, "催办") == 0


def test_nobody_is_urged_during_a_pause(clerk, office_head, keeper):
    matter = begin(clerk, SIGNED)
    seat = seat_of(matter, office_head)
    actions.suspend(matter, WHY, by=actor_of(keeper))
    with pytest.raises(Refused, match="事项已挂起，恢复以后再催"):
        actions.urge(matter, [seat], by=actor_of(clerk))
    with pytest.raises(Refused, match="时限停着"):
        actions.set_turn_deadline(matter, seat, at(3, 9), "批示", by=actor_of(clerk))
    with pytest.raises(Refused, match="时限停着"):
        actions.set_deadline(matter, at(3, 9), "批示", by=actor_of(keeper))


def test_the_silence_of_who_has_left_is_no_agreement(
    clock, clerk, finance_head, keeper, system_administrator, decide_policy
):
    decide_policy("workflow.auto_pass_allowed", "1")
    step = Step(
        key="check", name="财务审核", handlers=(NamedPerson("finance_head"),),
        at_limit=(AtLimit(act=LimitAct.PASS),),
    )  # fmt: skip
    matter = begin(clerk, line(step))
    people.see_out(finance_head, by=administrator(system_administrator), basis="离职单")
    clock(at(1, 10))
    schedule.act_by_time()
    assert Seat.objects.get(run__matter=matter, node="check").state == "open"
    up = Escalation.objects.get()
    assert (up.member, up.reason) == (keeper, "办理人已经离职，没有办理不能视为同意，请改派")


def test_time_says_who_was_late_and_to_the_others_that_it_is_back(
    clock, clerk, finance_head, registrar
):
    step = Step(
        key="check", name="会审", mode=Mode.ALL, at_limit=(AtLimit(act=LimitAct.RETURN),),
        handlers=(NamedPerson("finance_head"), NamedPerson("registrar")),
    )  # fmt: skip
    matter = begin(clerk, line(step))
    late = Seat.objects.filter(run__matter=matter, member=finance_head)
    late.update(due=at(0, 10))
    clock(at(0, 11))
    schedule.act_by_time()
    assert told(finance_head, "超时未办，已自动退回") == 1
    assert told(registrar, "超时未办") == 0 and told(registrar, "已退回，现在不需你办理") == 1


def test_who_asked_the_departed_to_sign_hears_of_it(clerk, office_head, registrar, bureau):
    matter = begin(clerk, SIGNED)
    more = make_member(bureau.units["office"], "more", "严立行")
    mine = seat_of(matter, office_head)
    actions.add_signers(matter, mine, [more.pk], Placing(), by=actor_of(office_head))
    more.state = "left"
    more.save()
    actions.settle_departure(more, by=actor_of(registrar))
    assert told(office_head, "严立行已离职，你请其加签或代办的还没有办") == 1
    actions.remove_signer(matter, seat_of(matter, more), by=actor_of(office_head))


def test_whose_time_a_limit_shortens_hears_of_it(clock, clerk, office_head, keeper):
    matter = begin(clerk, SIGNED)
    actions.set_deadline(matter, at(0, 17), "局长批示", by=actor_of(keeper))
    note = Notice.objects.get(member=office_head, title__startswith="请在 2026-03-09 17:00 前办结")
    assert note.text == "局长批示"
    actions.set_deadline(matter, at(4, 17), "再议", by=actor_of(keeper))
    assert told(office_head, "请在 2026-03-13") == 0


def test_refusals_say_what_stands_in_the_way(clerk, office_head, finance_head, keeper):
    reads = Step(key="read", name="阅知", handlers=(NamedPerson("finance_head"),),
                 nature=Nature.READ)  # fmt: skip
    matter = begin(clerk, line(reads))
    seat, by = seat_of(matter, finance_head), actor_of(finance_head)
    with pytest.raises(Refused, match="“阅知”是阅知环节，请选择“已阅”"):
        actions.complete(matter, seat, by=by)
    with pytest.raises(Refused, match="请用“传阅”"):
        actions.add_signers(matter, seat, [keeper.pk], Placing(), by=by)
    with pytest.raises(Refused, match="请用“传阅”"):
        actions.consign(matter, seat, keeper.pk, by=by)
    with pytest.raises(Refused, match="没有要调整的次序"):
        actions.reorder(matter, [seat], by=by)
    actions.return_(matter, seat, Back(), WHY, by=by)
    own = seat_of(matter, clerk)
    with pytest.raises(Refused, match="事项在发起人手上，不能改派"):
        actions.reassign(matter, own, office_head.pk, WHY, by=actor_of(keeper))
    with pytest.raises(Refused, match="你没有认领“发起人”"):
        actions.release(matter, own, by=actor_of(clerk))
    actions.suspend(matter, WHY, by=actor_of(keeper))
    with pytest.raises(Refused, match="请用“恢复”"):
        actions.revive(matter, "read", WHY, by=actor_of(keeper))
    with pytest.raises(Refused, match="事项已挂起"):
        actions.reorder(matter, [own], by=actor_of(clerk))
