"""到期动作: what happens by itself to a turn whose limit has passed, once (WF-20, issue 5)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.audit.recording import entries_of
from andu.engine import BEFORE, AtLimit, LimitAct, Mode, Nature, ReadCounts, Step
from andu.engine.handlers import NamedPerson
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, schedule, store
from andu.workflow.jobs.timers import set_timers
from andu.workflow.loading import replayed
from andu.workflow.models import Escalation, History, Matter, Seat, Timer, UrgeDuty
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

DUE = at(1, 9)  # begun on Monday at nine, with a working day


def act(what: str, after: int = 0, **more: object) -> AtLimit:
    return AtLimit(act=LimitAct(what), after=after, **more)


def one(*acts: AtLimit, who: str = "finance_head", **more: object) -> Step:
    return Step(
        key="check", name="财务审核", handlers=(NamedPerson(who),), at_limit=acts or None, **more
    )


def last(who: str = "director") -> Step:
    return Step(key="decide", name="局长签批", handlers=(NamedPerson(who),))


@pytest.fixture
def allowed(decide_policy):
    decide_policy("workflow.auto_pass_allowed", "1")


def told(member, word: str) -> int:
    return Notice.objects.filter(member=member, title__startswith=word).count()


def open_seat(matter: Matter) -> Seat:
    return Seat.objects.get(run__matter=matter, state="open")


def last_line(matter: Matter):
    past = [one for one in trace_of(store.load(matter.pk), None) if one.sequence]
    return past[-1]


def test_nothing_happens_before_the_limit_nor_twice_after_it(clock, clerk, allowed):
    matter = begin(clerk, line(one(act("pass")), last()))
    clock(at(1, 8, 59))
    schedule.act_by_time()
    assert open_seat(matter).step == "财务审核"
    clock(at(1, 9, 1))
    schedule.act_by_time()
    schedule.act_by_time()
    assert open_seat(matter).step == "局长签批"
    assert History.objects.filter(run__matter=matter, how="timed_out").count() == 1


def test_a_pass_is_told_as_what_it_is(clock, clerk, finance_head, director, allowed):
    matter = begin(clerk, line(one(act("pass", 60)), last()))
    clock(at(1, 9, 30))
    schedule.act_by_time()
    assert open_seat(matter).member == finance_head
    clock(at(1, 10))
    schedule.act_by_time()
    row = History.objects.get(run__matter=matter, how="timed_out")
    assert (row.member_id, row.actor_name, row.actor_code) == (None, "系统", "system")
    seat = Seat.objects.get(run__matter=matter, node="check")
    assert (seat.how, seat.vote) == ("timed_out", "for")
    shown = last_line(matter)
    assert (shown.did, shown.who) == ("超时自动通过", "系统")
    assert shown.late == "时限 2026-03-10 09:00，周牧野超过 1 小时未办理"
    assert told(finance_head, "超时未办，已自动通过") == told(director, "待办") == 1
    assert told(clerk, "财务审核超时，自动通过") == 1
    assert not Todo.objects.filter(assignee=finance_head).exists()
    loaded = store.load(matter.pk)
    assert replayed(loaded.run) == loaded.configuration
    (entry,) = [e for e in entries_of(matter) if e.event == "workflow.TimeActed"]
    assert "财务审核" in entry.sentence and "自动通过" in entry.sentence


def test_an_approval_passes_only_where_the_policy_lets_it(clock, clerk, office_head, finance_head):
    matter = begin(clerk, line(one(act("pass")), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    schedule.act_by_time()
    assert open_seat(matter).member == finance_head
    up = Escalation.objects.get()
    assert up.reason == "参数不允许审批环节超时自动通过"
    assert Timer.objects.get().at is None


def test_reading_passes_always(clock, clerk):
    matter = begin(clerk, line(one(act("pass"), nature=Nature.READ), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert last_line(matter).did == "超时视为已阅"


@pytest.mark.parametrize("more", [
    {"nature": Nature.WORK}, {"read_counts_as": ReadCounts.DISAGREE},
])  # fmt: skip
def test_what_needs_a_person_is_told_upwards(clock, clerk, finance_head, allowed, more):
    matter = begin(clerk, line(one(act("pass"), **more), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == finance_head
    assert "必须由本人办理" in Escalation.objects.get().reason


def test_it_goes_back_to_the_initiator(clock, clerk, finance_head):
    matter = begin(clerk, line(one(act("return")), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == clerk
    assert last_line(matter).did == "超时自动退回至发起人"
    assert told(clerk, "后一环节超时未办") + told(clerk, "退回，请修改") == 1
    assert told(finance_head, "超时未办，已自动退回") == 1
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    assert open_seat(matter).member == finance_head


def test_it_goes_back_one_step(clock, clerk, office_head, finance_head):
    first = Step(key="first", name="办公室核稿", handlers=(NamedPerson("office_head"),))
    matter = begin(clerk, line(first, one(act("return", to=BEFORE)), last()))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == office_head
    assert last_line(matter).did == "超时自动退回至办公室核稿"


def test_somebody_named_gets_the_turn_with_a_limit_of_their_own(
    clock, clerk, registrar, finance_head
):
    to = act("transfer", rule=NamedPerson("registrar"))
    matter = begin(clerk, line(one(to), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    seat = open_seat(matter)
    assert (seat.member, seat.due) == (registrar, at(2, 10))
    assert last_line(matter).did == f"超时自动转给{registrar.name}办理"
    assert told(registrar, "前一位超时未办") == told(finance_head, "超时未办，已转给他人") == 1
    clock(at(2, 11))
    schedule.act_by_time()
    assert open_seat(matter).member == registrar  # it does not wander on
    assert "转过一次" in Escalation.objects.get().reason


def test_the_superior_gets_the_turn(clock, clerk, office_head, director):
    matter = begin(clerk, line(one(act("transfer"), who="office_head"), last("registrar")))
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == director


def test_a_superior_is_told_sees_urges_and_reassigns(
    clock, clerk, office_head, director, registrar, outsider
):
    matter = begin(clerk, line(one(act("escalate"), who="office_head"), last("registrar")))
    seat = open_seat(matter)
    with pytest.raises(Refused):
        actions.reassign(matter, seat.number, registrar.pk, by=actor_of(director))
    clock(at(1, 10))
    schedule.act_by_time()
    schedule.act_by_time()
    assert told(director, "超时上报") == 1
    assert told(office_head, f"已上报{director.name}") == 1
    assert Matter.objects.visible_to(actor_of(director)).filter(pk=matter.pk).exists()
    assert not Matter.objects.visible_to(actor_of(outsider)).filter(pk=matter.pk).exists()
    now = [one for one in trace_of(store.load(matter.pk), None) if one.state == "now"]
    assert now[0].note == f"超时已上报{director.name}"
    (made,) = actions.urge(matter, [seat.number], by=actor_of(director))
    assert made.role in ("superior", "leader", "head")
    reason = actions.deciding.Deed(opinion="拖得太久")
    actions.reassign(matter, seat.number, registrar.pk, reason, by=actor_of(director))
    assert open_seat(matter).member == registrar


def test_without_a_superior_whoever_administers_flows_is_told(clock, clerk, director, registrar):
    give_right(registrar, "workflow.matters.administer")
    begin(clerk, line(one(act("escalate"), who="director"), last()))
    clock(at(1, 10))
    schedule.act_by_time()
    assert told(registrar, "超时上报") == 1


def test_the_ladder_is_climbed_step_by_step(clock, clerk, finance_head, allowed):
    acts = (act("pass", 960), act("remind"), act("escalate", 480))
    matter = begin(clerk, line(one(*acts), last()))
    for moment, done in ((at(1, 9), 1), (at(2, 8, 59), 1), (at(2, 9), 2), (at(3, 9), 3)):
        clock(moment)
        schedule.act_by_time()
        assert Timer.objects.get().done == done
    assert told(finance_head, "已超期") == 1
    assert open_seat(matter).step == "局长签批"


def test_a_clock_set_forward_does_one_thing_per_look_and_set_back_nothing_more(clock, clerk):
    acts = (act("remind"), act("escalate", 480))
    begin(clerk, line(one(*acts), last()))
    clock(at(20, 10))
    for _look in range(4):
        schedule.act_by_time()
    assert Timer.objects.get().done == 2
    clock(at(0, 10))
    schedule.act_by_time()
    assert (Timer.objects.get().done, Escalation.objects.count()) == (2, 1)


def test_who_handles_it_in_the_meantime_has_handled_it(clock, clerk, finance_head, allowed):
    matter = begin(clerk, line(one(act("pass")), last()))
    clock(at(1, 10))
    set_timers()
    timer = Timer.objects.get()
    actions.disagree(matter, seat_of(matter, finance_head), by=with_reason(finance_head)[0],
                     deed=with_reason(finance_head)[1])  # fmt: skip
    with pytest.raises(Refused):
        actions.act_by_time(timer, by=the_system(matter.organisation_id))
    matter.refresh_from_db()
    assert (matter.state, Timer.objects.get().done) == ("refused", 0)


def with_reason(member):
    return actor_of(member), actions.deciding.Deed(opinion="不行", late_reason="外出")


def test_the_clock_stands_still_while_a_matter_is_suspended(clock, clerk, registrar, allowed):
    give_right(registrar, "workflow.matters.administer")
    matter = begin(clerk, line(one(act("pass", 60)), last()))
    clock(at(1, 9, 30))
    schedule.act_by_time()
    actions.suspend(matter, actions.deciding.Deed(opinion="等文件"), by=actor_of(registrar))
    clock(at(3, 9, 30))
    schedule.act_by_time()
    matter.refresh_from_db()
    assert matter.state == "suspended"
    actions.resume(matter, by=actor_of(registrar))
    schedule.act_by_time()
    assert open_seat(matter).step == "财务审核"
    clock(at(3, 10, 1))
    schedule.act_by_time()
    assert open_seat(matter).step == "局长签批"


def test_many_late_turns_cost_no_more_statements_than_one(clock, clerk):
    costs = []
    for many in (1, 5):
        clock(at(0, 9))
        for _again in range(many):
            begin(clerk, line(one(act("escalate", 60)), last()))
        clock(at(1, 10))
        with CaptureQueriesContext(connection) as seen:
            assert set_timers() == many
        costs.append(len(seen))
    assert costs[0] == costs[1], costs


def test_every_open_seat_of_a_countersign_has_its_own_time(clock, clerk, office_head, allowed):
    people = tuple(NamedPerson(code) for code in ("office_head", "finance_head", "registrar"))
    sign = Step(key="sign", name="会签", mode=Mode.ALL, handlers=people, at_limit=(act("pass"),))
    matter = begin(clerk, line(sign, last()))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).step == "局长签批"
    hows = Seat.objects.filter(run__matter=matter, node="sign").values_list("how", flat=True)
    assert sorted(hows) == ["agreed", "timed_out", "timed_out"]


def test_the_policy_says_it_for_steps_that_do_not(clock, clerk, finance_head, decide_policy):
    decide_policy("workflow.at_limit", "return")
    decide_policy("workflow.at_limit_after", "60")
    matter = begin(clerk, line(one(), last()))
    clock(at(1, 9, 59))
    schedule.act_by_time()
    assert open_seat(matter).member == finance_head
    clock(at(1, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == clerk
    clock(at(9, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == clerk  # the initiator's own step waits


def test_a_step_that_says_nothing_happens_is_left_alone(clock, clerk, finance_head, decide_policy):
    decide_policy("workflow.at_limit", "return")
    step = Step(key="check", handlers=(NamedPerson("finance_head"),), at_limit=())
    matter = begin(clerk, line(step, last()))
    clock(at(5, 10))
    schedule.act_by_time()
    assert open_seat(matter).member == finance_head


def test_the_one_before_is_to_urge_once_more(clock, clerk, finance_head):
    matter = begin(clerk, line(one(act("urge", 60)), last()))
    clock(at(1, 9, 30))
    schedule.remind_due()
    actions.urge(matter, [seat_of(matter, finance_head)], by=actor_of(clerk))
    assert UrgeDuty.objects.get().state == "urged"
    clock(at(1, 10))
    schedule.act_by_time()
    assert UrgeDuty.objects.get().state == "open"
    assert Todo.objects.filter(assignee=clerk, step="催办周牧野").exists()
    assert told(clerk, "请催办") == 1
