"""补签: whoever's turn went by without them signs afterwards; nothing moves."""

from datetime import timedelta

import pytest

from andu.engine import AtLimit, LimitAct, Step
from andu.engine.handlers import NamedPerson
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, schedule, store
from andu.workflow.jobs import supplements
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Run, Seat, Supplement
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import alone, begin, line, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

PASS = (AtLimit(act=LimitAct.PASS),)
FLOW = line(
    Step(key="check", name="财务审核", handlers=(NamedPerson("finance_head"),), at_limit=PASS),
    Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
)


@pytest.fixture
def passed(clock, clerk, decide_policy):
    """Finance did not act in time: the step passed by itself, as the first of two."""
    decide_policy("workflow.auto_pass_allowed", "1")
    matter = begin(clerk, FLOW)
    clock(at(1, 9, 1))
    schedule.act_by_time()
    return matter


@pytest.fixture
def missed(passed):
    """The number of the seat that was passed."""
    return Seat.objects.get(run__matter=passed, how="timed_out").number


def _stands():
    rows = list(Supplement.objects.values_list("state"))
    return History.objects.count(), Todo.objects.count(), rows


def _line(who):
    return Todo.objects.filter(assignee=who, step__startswith="待补签")


def test_the_initiator_asks_and_there_is_a_line(passed, missed, clerk, finance_head):
    actions.ask_to_sign(passed, missed, "请补一下", by=actor_of(clerk))
    assert _line(finance_head).get().step == "待补签：财务审核"
    told = Notice.objects.filter(member=finance_head, kind="workflow.supplement").get()
    assert told.title == "方亦舒请你补签：关于采购空调维保的请示"


def test_it_is_signed_flagged_and_nothing_moves(passed, missed, clerk, finance_head, director):
    asked = actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    before = list(Seat.objects.order_by("number").values_list("state", "how", "vote"))
    actions.sign_after(
        passed, missed, "agree", Deed(opinion="同意，出差未及办理"), by=actor_of(finance_head)
    )
    assert list(Seat.objects.order_by("number").values_list("state", "how", "vote")) == before
    row = History.objects.get(how="signed_after")
    assert row.is_sound()
    assert (row.details["events"], row.opinion) == ([], "同意，出差未及办理")
    lines = [one for one in trace_of(store.load(passed.pk), None) if one.sequence]
    assert (lines[-1].did, lines[-1].step, lines[-1].who) == ("补签：同意", "财务审核", "周牧野")
    assert lines[-1].note == "超时自动通过，事后补签，不改变结果"
    assert not _line(finance_head).exists()
    asked.refresh_from_db()
    assert (asked.state, asked.sequence) == ("signed", row.sequence)
    actions.agree(passed, seat_of(passed, director), by=actor_of(director))
    run = Run.objects.get(matter=passed)
    assert replayed(run) == store.load(passed.pk).configuration


def test_unasked_and_against_it(passed, missed, finance_head):
    with pytest.raises(Refused, match="不同意的，请写明理由"):
        actions.sign_after(passed, missed, "disagree", by=actor_of(finance_head))
    assert not Supplement.objects.exists()
    deed = Deed(opinion="预算不足")
    actions.sign_after(passed, missed, "disagree", deed, by=actor_of(finance_head))
    passed.refresh_from_db()
    assert passed.state == Matter.State.RUNNING
    told = Notice.objects.filter(kind="workflow.supplement").get()
    assert told.title.startswith("周牧野已补签")


def test_once_for_each_turn(passed, missed, clerk, director, finance_head):
    actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    before = _stands()
    with pytest.raises(Refused, match="已经请周牧野补签"):
        actions.ask_to_sign(passed, missed, by=actor_of(director))
    assert _stands() == before
    by = actor_of(finance_head, key="k")
    for _click in range(2):
        actions.sign_after(passed, missed, by=by)
    before = _stands()
    with pytest.raises(Refused, match="你已经补签过"):
        actions.sign_after(passed, missed, by=actor_of(finance_head))
    with pytest.raises(Refused, match="已经补签过"):
        actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    assert _stands() == before


def test_who_may_not(passed, missed, bureau):
    clerk, registrar, director, finance_head = (
        bureau.members[role] for role in ("clerk", "registrar", "director", "finance_head")
    )
    before = _stands()
    for verb, who, reason in (
        (actions.ask_to_sign, registrar, "只有发起人、办理人和流程管理员"),
        (actions.ask_to_sign, finance_head, "你自己的办理，请直接补签"),
        (actions.sign_after, director, "不由你补签"),
    ):
        with pytest.raises(Refused, match=reason):
            verb(passed, missed, by=actor_of(who))
    with pytest.raises(Refused, match="只有超时自动通过"):
        actions.ask_to_sign(passed, seat_of(passed, director), by=actor_of(clerk))
    with pytest.raises(Refused, match="附言最多 500 字"):
        actions.ask_to_sign(passed, missed, "字" * 501, by=actor_of(clerk))
    finance_head.state = "left"
    finance_head.save()
    with pytest.raises(Refused, match="已经离职"):
        actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    assert _stands() == before


@pytest.mark.parametrize(
    ("stance", "opinion", "why"),
    [("perhaps", "", "请选择“同意”或“不同意”"), ("agree", "字" * 2001, "最多 2000 字，请精简")],
)
def test_it_takes_a_stance_and_not_too_many_words(
    passed, missed, finance_head, stance, opinion, why
):
    before = _stands()
    with pytest.raises(Refused, match=why):
        actions.sign_after(passed, missed, stance, Deed(opinion=opinion), by=actor_of(finance_head))
    assert _stands() == before


def test_until_some_days_after_it_was_finished(passed, missed, bureau, clock, decide_policy):
    clerk, director, finance_head = (
        bureau.members[role] for role in ("clerk", "director", "finance_head")
    )
    asked = actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    actions.agree(passed, seat_of(passed, director), by=actor_of(director))
    clock(at(1, 9, 2) + timedelta(days=29))
    schedule.lapse_askings()
    asked.refresh_from_db()
    assert asked.state == "waiting"
    clock(at(1, 9, 2) + timedelta(days=31))
    before = _stands()
    with pytest.raises(Refused, match="办结后 30 天内可以补签"):
        actions.sign_after(passed, missed, by=actor_of(finance_head))
    assert _stands() == before
    schedule.lapse_askings()
    asked.refresh_from_db()
    assert (asked.state, _line(finance_head).exists()) == ("lapsed", False)
    assert Notice.objects.filter(member=clerk, title__startswith="没有补签").exists()
    decide_policy("workflow.sign_after_days", "40")
    actions.sign_after(passed, missed, by=actor_of(finance_head))


def test_a_terminated_matter_is_not_signed_any_more(passed, missed, clerk, registrar, finance_head):
    asked = actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    give_right(registrar, "workflow.matters.administer")
    actions.terminate(passed, Deed(opinion="不用了"), by=actor_of(registrar))
    with pytest.raises(Refused, match="没有办结，已不能补签"):
        actions.sign_after(passed, missed, by=actor_of(finance_head))
    schedule.lapse_askings()
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    actions.lapse_asking(asked, by=the_system(passed.organisation_id))  # again: nothing
    assert Notice.objects.filter(title__startswith="没有补签").count() == 1


def test_many_that_wait_rightly_keep_none_from_lapsing(
    passed, missed, clerk, registrar, clock, monkeypatch
):
    monkeypatch.setattr(supplements, "MOST", 1)
    rightly = actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    other = begin(clerk, FLOW)
    clock(at(2, 9, 1))
    schedule.act_by_time()
    seat = Seat.objects.get(run__matter=other, how="timed_out").number
    asked = actions.ask_to_sign(other, seat, by=actor_of(clerk))
    give_right(registrar, "workflow.matters.administer")
    actions.terminate(other, Deed(opinion="不用了"), by=actor_of(registrar))
    schedule.lapse_askings()
    asked.refresh_from_db()
    rightly.refresh_from_db()
    assert (asked.state, rightly.state) == ("lapsed", "waiting")


def test_the_asking_is_taken_back(passed, missed, clerk, director, finance_head):
    asked = actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    with pytest.raises(Refused, match="只有请补签的人"):
        actions.withdraw_asking(asked, by=actor_of(director))
    assert _line(finance_head).exists()
    actions.withdraw_asking(asked, by=actor_of(clerk))
    assert not _line(finance_head).exists()
    with pytest.raises(Refused, match="请求已经撤回"):
        actions.withdraw_asking(asked, by=actor_of(clerk))
    actions.ask_to_sign(passed, missed, by=actor_of(clerk))  # once more


def test_who_was_reassigned_away_signs_too(clerk, registrar, finance_head, office_head):
    matter = begin(clerk, FLOW)
    give_right(registrar, "workflow.matters.administer")
    alone(registrar)
    seat = seat_of(matter, finance_head)
    deed = Deed(opinion="电话中口头同意")
    actions.reassign(matter, seat, office_head.pk, deed, by=actor_of(registrar))
    actions.ask_to_sign(matter, seat, by=actor_of(registrar))
    actions.sign_after(matter, seat, by=actor_of(finance_head))
    assert Supplement.objects.get().why == "改派给他人办理"


def test_a_question_or_proposal_leaves_the_line(passed, missed, clerk, director, finance_head):
    """Other lines of the matter that belong to no turn come and go without it."""
    actions.ask_to_sign(passed, missed, by=actor_of(clerk))
    from_director = actions.consult(
        passed,
        seat_of(passed, director),
        [finance_head.pk],
        Question(words="预算够吗"),
        by=actor_of(director),
    )
    actions.withdraw_question(from_director[0], by=actor_of(director))
    assert _line(finance_head).count() == 1
