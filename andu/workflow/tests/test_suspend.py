"""挂起, 恢复, 终止, 作废: lines go and come back, due times move, reasons are asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from andu.engine.nodes import ReturnWay
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.deeds import DID, SIGNS
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Reminder, Run, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

WHY = Deed(opinion="等待上级批复。")


@pytest.fixture
def keeper(registrar):
    """Whoever administers flows."""
    give_right(registrar, ADMINISTER.code)
    alone(registrar)
    return actor_of(registrar)


def assert_rows_tell_the_history(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_lines_go_and_come_back(clerk, office_head, finance_head, keeper):
    matter = begin(clerk, countersign("finance_head", "director"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    matter = actions.suspend(matter, WHY, by=keeper)
    assert (matter.state, matter.is_running, matter.is_open) == ("suspended", False, True)
    assert not Todo.objects.exists()
    assert_rows_tell_the_history(matter)
    told = set(
        Notice.objects.filter(title__startswith="已挂起").values_list("member__code", flat=True)
    )
    assert told == {"clerk", "finance_head", "director"}
    matter = actions.resume(matter, by=keeper)
    assert (matter.state, matter.ended) == ("running", None)
    assert {t.assignee.code for t in Todo.objects.all()} == {"finance_head", "director"}
    assert_rows_tell_the_history(matter)
    seat = seat_of(matter, finance_head)
    assert Todo.objects.get(assignee=finance_head).seat_id == Seat.objects.get(number=seat).pk
    actions.agree(matter, seat, by=actor_of(finance_head))
    assert {t.assignee.code for t in Todo.objects.all()} == {"director"}


def test_each_act_has_its_own_sign_in_the_trace(clerk, office_head, finance_head, keeper):
    matter = begin(clerk, countersign("finance_head", "director"))
    seat = seat_of(matter, office_head)
    actions.agree(matter, seat, by=actor_of(office_head))
    matter = actions.suspend(matter, WHY, by=keeper)
    matter = actions.resume(matter, by=keeper)
    actions.take_back(matter, seat, by=actor_of(office_head))
    matter = actions.withdraw(matter, by=actor_of(clerk))
    matter = actions.void(matter, WHY, by=keeper)
    lines = trace_of(store.load(matter.pk), None)
    signs = [(one.did, one.state, one.sign) for one in lines]
    assert signs == [
        ("提交", "ok", "check"), ("同意", "ok", "check"), ("挂起", "held", "player-pause"),
        ("恢复", "aside", "player-play"), ("拿回", "back", "hand-move"),
        ("撤回", "back", "arrow-back-up"), ("作废", "void", "trash"),
    ]  # fmt: skip
    assert [one.place for one in lines] == [
        "发起", "科长审核", "流程管理", "流程管理", "科长审核", "发起", "流程管理"
    ]  # fmt: skip
    shown = render_to_string("workflow/_track.html", {"lines": lines, "matter": matter})
    assert 'class="is-held"' in shown and "#i-player-pause" in shown


def test_what_is_suspended_waits_and_is_not_late(clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    actions.suspend(matter, WHY, by=keeper)
    line = trace_of(store.load(matter.pk), None)[-1]
    assert (line.state, line.who, line.elapsed) == ("next", "罗曼青", "恢复后继续")
    assert not line.is_unread and not line.seen
    actions.resume(matter, by=keeper)
    line = trace_of(store.load(matter.pk), None)[-1]
    assert (line.state, line.elapsed, line.is_unread) == ("now", "刚到", True)


def test_every_act_has_words_and_a_sign():
    assert DID.keys() == SIGNS.keys()
    drawn = set(Path("andu/ui/icons.txt").read_text().split())
    assert {sign for _state, sign in SIGNS.values()} <= drawn


def test_while_suspended_nothing_else_happens(clerk, office_head, finance_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    seat = seat_of(matter, office_head)
    actions.suspend(matter, WHY, by=keeper)
    links = History.objects.count()
    by, me = actor_of(office_head), actor_of(clerk)
    for verb in (
        lambda: actions.agree(matter, seat, by=by),
        lambda: actions.disagree(matter, seat, WHY, by=by),
        lambda: actions.mark_read(matter, seat, by=by),
        lambda: actions.return_(matter, seat, Back(), WHY, by=by),
        lambda: actions.transfer(matter, seat, finance_head.pk, by=by),
        lambda: actions.reassign(matter, seat, finance_head.pk, WHY, by=keeper),
        lambda: actions.jump(matter, "decide", WHY, by=keeper),
        lambda: actions.withdraw(matter, by=me),
        lambda: actions.suspend(matter, WHY, by=keeper),
    ):
        with pytest.raises(Refused, match="已挂起"):
            verb()
    assert History.objects.count() == links
    assert not Todo.objects.exists()


def test_what_was_due_is_due_later_by_the_working_time_of_the_pause(
    clerk, office_head, keeper, monkeypatch
):
    matter = begin(clerk, countersign("finance_head"))
    monday = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock here
    Seat.objects.update(due=monday + timedelta(days=1, hours=1))
    Matter.objects.update(due=monday + timedelta(days=3))
    actions.suspend(matter, WHY, by=keeper)
    Run.objects.update(suspended=monday)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday + timedelta(days=2))
    matter = actions.resume(matter, by=keeper)
    assert Seat.objects.get(member=office_head).due == monday + timedelta(days=3, hours=1)
    assert Todo.objects.get().due == monday + timedelta(days=3, hours=1)
    assert matter.due == monday + timedelta(days=7)  # over the week-end


def test_whoever_has_not_opened_it_has_the_working_time_left_that_there_was(
    clock, clerk, office_head, finance_head, keeper
):
    matter = begin(clerk, countersign("finance_head"))  # Monday at nine, two hours to respond
    assert Seat.objects.get(member=office_head).respond_due == at(0, 11)
    clock(at(0, 10))
    actions.suspend(matter, WHY, by=keeper)
    clock(at(0, 12))
    assert remind_due() == 0
    clock(at(1, 10))
    actions.resume(matter, by=keeper)
    assert Seat.objects.get(member=office_head).respond_due == at(1, 11)
    clock(at(1, 10, 59))
    assert not Reminder.objects.filter(kind=Reminder.Kind.UNSEEN).exists()
    remind_due()
    assert not Reminder.objects.filter(kind=Reminder.Kind.UNSEEN).exists()
    clock(at(1, 11, 1))
    remind_due()
    assert Reminder.objects.filter(kind=Reminder.Kind.UNSEEN).count() == 1


def test_a_withdrawn_matter_is_suspended_and_resumed_in_silence(clerk, keeper):
    matter = begin(clerk, countersign("finance_head"))
    actions.withdraw(matter, by=actor_of(clerk))
    actions.suspend(matter, WHY, by=keeper)
    matter = actions.resume(matter, by=keeper)
    assert Notice.objects.filter(member=clerk).latest("id").title.startswith("恢复办理")
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert_rows_tell_the_history(matter)


def test_what_was_put_aside_survives_a_pause(clerk, office_head, finance_head, keeper):
    matter = begin(clerk, countersign("finance_head", "director"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    back = Back(way=ReturnWay.STRAIGHT)
    actions.return_(matter, seat_of(matter, finance_head), back, WHY, by=actor_of(finance_head))
    actions.suspend(matter, WHY, by=keeper)
    assert_rows_tell_the_history(matter)
    actions.resume(matter, by=keeper)
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert {t.assignee.code for t in Todo.objects.all()} == {"finance_head", "director"}
    assert_rows_tell_the_history(matter)


@pytest.mark.parametrize("verb", [actions.suspend, actions.terminate, actions.void])
def test_only_those_entitled_and_only_with_a_reason(verb, clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused, match="流程管理员"):
        verb(matter, WHY, by=actor_of(office_head))
    with pytest.raises(Refused, match="写明理由"):
        verb(matter, Deed(opinion="  "), by=keeper)
    assert History.objects.count() == 1
    assert Todo.objects.get().assignee == office_head


def test_resuming_needs_the_right_and_a_pause(clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused, match="没有挂起"):
        actions.resume(matter, by=keeper)
    actions.suspend(matter, WHY, by=keeper)
    with pytest.raises(Refused, match="流程管理员"):
        actions.resume(matter, by=actor_of(office_head))
    assert not Todo.objects.exists()


@pytest.mark.parametrize(
    ("verb", "state"), [(actions.terminate, "terminated"), (actions.void, "voided")]
)
@pytest.mark.parametrize("paused", [False, True])
def test_a_matter_can_be_ended_also_while_suspended(
    verb, state, paused, clerk, office_head, keeper
):
    matter = begin(clerk, countersign("finance_head"), serial="请〔2026〕7号")
    if paused:
        actions.suspend(matter, WHY, by=keeper)
    matter = verb(matter, WHY, by=keeper)
    assert (matter.state, matter.serial) == (state, "请〔2026〕7号")
    assert matter.ended is not None
    assert not Todo.objects.exists()
    assert Run.objects.get().suspended is None
    assert_rows_tell_the_history(matter)
    assert Notice.objects.filter(member=clerk).latest("id").title.startswith(("已终止", "已作废"))


def test_a_finished_matter_is_declared_void_once(
    clerk, office_head, finance_head, director, keeper
):
    matter = begin(clerk, countersign("finance_head"), serial="7")
    for member in (office_head, finance_head, director):
        matter = actions.agree(matter, seat_of(matter, member), by=actor_of(member))
    ended = matter.ended
    matter = actions.void(matter, WHY, by=keeper)
    assert (matter.state, matter.serial, matter.ended) == ("voided", "7", ended)
    assert_rows_tell_the_history(matter)
    with pytest.raises(Refused, match="已经作废"):
        actions.void(matter, WHY, by=keeper)
    with pytest.raises(Refused, match="已经结束"):
        actions.terminate(matter, WHY, by=keeper)


def test_what_was_refused_had_no_effect_to_void(clerk, office_head, keeper):
    matter = begin(clerk, countersign("finance_head"))
    actions.disagree(matter, seat_of(matter, office_head), WHY, by=actor_of(office_head))
    with pytest.raises(Refused, match="已经结束"):
        actions.void(matter, WHY, by=keeper)
    assert Matter.objects.get().state == "refused"


def test_what_had_no_limit_has_none_after_a_pause(clerk, keeper):
    matter = begin(clerk, countersign("finance_head"))
    Matter.objects.update(due=None)
    actions.suspend(matter, WHY, by=keeper)
    after = actions.resume(matter, by=keeper)
    assert (after.state, after.due) == ("running", None)
    assert Matter.objects.get().due is None
