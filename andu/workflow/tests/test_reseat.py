"""岗位变动: turns follow the posts that named their holders, or are listed (issue 5)."""

import pytest
from django.db import OperationalError

from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson, Nobody, Otherwise, PostHolders, UnitHead
from andu.kit.models import Lease
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Appointment
from andu.todo.models import Todo
from andu.workflow import actions, reactions, schedule, store
from andu.workflow.actions import reseating_all
from andu.workflow.actions.reseating import take_over
from andu.workflow.actions.reseating_all import _reseat_turns as reseat_turns
from andu.workflow.loading import replayed
from andu.workflow.models import Displacement, History, Run, Seat, Vacancy
from andu.workflow.saying import Deed
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import alone, begin, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right, make_member

FINANCE = UnitHead(unit="02")
FLOW = line(
    Step(key="check", name="财务审核", handlers=(FINANCE,)),
    Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
)


@pytest.fixture
def recompute(decide_policy):
    decide_policy("workflow.reseat", "recompute")


@pytest.fixture
def successor(bureau):
    """Who is to head finance."""
    return make_member(bureau.units["finance"], "next_head", "许青禾")


def replace_head(bureau, successor):
    """The head of finance becomes an ordinary member, the successor heads it."""
    places = Appointment.objects
    places.filter(unit=bureau.units["finance"], duty="head").update(duty="member")
    if successor:
        places.filter(member=successor).update(duty="head")
    _fresh()


def _fresh():
    """As after any change that is saved: what is remembered of the office is out of date."""
    row = Appointment.objects.first()
    row.save()


def _holders(matter):
    return list(
        Seat.objects.filter(run__matter=matter, state="open").values_list("member__code", flat=True)
    )


def _look(clerk):
    return reseat_turns(clerk.organisation_id)


def test_the_turn_follows_and_the_trace_says_why(recompute, bureau, clerk, finance_head, successor):
    matter = begin(clerk, FLOW)
    replace_head(bureau, successor)
    assert _look(clerk) == 0
    assert _holders(matter) == ["next_head"]
    assert Todo.objects.filter(assignee=successor).count() == 1
    assert not Todo.objects.filter(assignee=finance_head).exists()
    told = [one for one in trace_of(store.load(matter.pk), None) if one.sequence][-1]
    assert told.did == "岗位变动，改由许青禾办理"
    assert told.who == "系统" and "原办理人周牧野" in told.note
    assert Notice.objects.filter(member=finance_head, title__startswith="岗位变动，不再").exists()
    assert replayed(Run.objects.get(matter=matter)) == store.load(matter.pk).configuration
    before = History.objects.count()
    _look(clerk)  # again: found done
    assert History.objects.count() == before
    actions.agree(matter, seat_of(matter, successor), by=actor_of(successor))


def test_back_again_follows_too(recompute, bureau, clerk, finance_head, successor):
    matter = begin(clerk, FLOW)
    replace_head(bureau, successor)
    _look(clerk)
    replace_head(bureau, finance_head)
    _look(clerk)
    assert _holders(matter) == ["finance_head"]


def test_by_default_it_is_listed_and_told_once(bureau, clerk, registrar, finance_head, successor):
    give_right(registrar, "workflow.matters.administer")
    matter = begin(clerk, FLOW)
    replace_head(bureau, successor)
    assert (_look(clerk), _look(clerk)) == (1, 0)
    row = Displacement.objects.standing().get()
    assert (row.step, row.holder, row.names) == ("财务审核", "周牧野", "许青禾")
    assert _holders(matter) == ["finance_head"]
    assert Notice.objects.filter(member=registrar, kind="workflow.displaced").count() == 1
    replace_head(bureau, finance_head)
    _look(clerk)
    assert not Displacement.objects.exists()  # they are named again


def test_what_was_listed_is_told_when_the_database_goes_away(
    bureau, clerk, registrar, successor, monkeypatch
):
    give_right(registrar, "workflow.matters.administer")
    begin(clerk, FLOW), begin(clerk, FLOW)
    replace_head(bureau, successor)
    calls = iter((reseating_all.reseat,))

    def busy(*_given, **_named):
        raise OperationalError("busy")

    monkeypatch.setattr(
        reseating_all, "reseat", lambda matter, by: next(calls, busy)(matter, by=by)
    )
    with pytest.raises(OperationalError):
        _look(clerk)
    assert Notice.objects.filter(member=registrar, kind="workflow.displaced").count() == 1


def test_kept_where_the_policy_says_so(decide_policy, bureau, clerk, successor):
    decide_policy("workflow.reseat", "keep")
    matter = begin(clerk, FLOW)
    replace_head(bureau, successor)
    assert _look(clerk) == 0
    assert _holders(matter) == ["finance_head"] and not Displacement.objects.exists()


def test_who_acted_stays_and_nobody_gets_a_second_turn(recompute, bureau, clerk, director):
    heads = tuple(UnitHead(unit=code) for code in ("01", "02"))
    matter = begin(clerk, line(Step(key="sign", name="会签", mode=Mode.ALL, handlers=heads)))
    office_head = bureau.members["office_head"]
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    replace_head(bureau, None)
    Appointment.objects.filter(unit=bureau.units["office"]).update(duty="member")
    _fresh()  # both are now headed by the director, who is asked once
    _look(clerk)
    assert _holders(matter) == ["director"]
    assert Seat.objects.filter(run__matter=matter, how="agreed").get().member == office_head
    actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    assert Run.objects.get(matter=matter).outcome == "passed"


def test_those_given_the_turn_by_people_keep_it(
    recompute, bureau, clerk, finance_head, registrar, successor
):
    matter = begin(clerk, FLOW)
    seat = seat_of(matter, finance_head)
    actions.transfer(matter, seat, registrar.pk, Deed(), by=actor_of(finance_head))
    replace_head(bureau, successor)
    assert _look(clerk) == 0
    assert _holders(matter) == ["registrar"]


def test_with_nobody_left_the_last_resort_stands_in(recompute, bureau, clerk, registrar):
    give_right(registrar, "workflow.matters.administer")
    by_post = Step(key="check", name="科长审核", handlers=(PostHolders("p2"),), mode=Mode.ONE)
    matter = begin(clerk, line(by_post))
    Appointment.objects.filter(post__code="p2").update(post=None)
    _fresh()
    assert _look(clerk) == 1  # two candidates had it; one turn goes, the other is listed
    assert "registrar" in _holders(matter)
    assert Vacancy.objects.standing().get().step == "科长审核"


def test_where_nobody_may_stand_in_it_is_listed(recompute, bureau, clerk, finance_head):
    strict = Step(
        key="check", name="审核", handlers=(PostHolders("p2", unit="02"),),
        nobody=Nobody(Otherwise.REFUSE),
    )  # fmt: skip
    matter = begin(clerk, line(strict))
    Appointment.objects.filter(member=finance_head).update(post=None)
    _fresh()
    assert _look(clerk) == 1
    assert _holders(matter) == ["finance_head"]
    assert Displacement.objects.get().why == "没有可以接办的人"


def test_a_turn_handled_meanwhile_is_not_taken(recompute, bureau, clerk, finance_head, successor):
    matter = begin(clerk, FLOW)
    seat = seat_of(matter, finance_head)
    replace_head(bureau, successor)
    actions.agree(matter, seat, by=actor_of(finance_head))
    before = History.objects.count()
    with pytest.raises(Refused, match="已由他人办理"):
        take_over(matter, seat, by=the_system(clerk.organisation_id))
    assert History.objects.count() == before
    again = begin(clerk, FLOW)
    with pytest.raises(Refused, match="又有变动"):
        take_over(again, seat_of(again, successor), by=the_system(clerk.organisation_id))


def test_the_departed_suspended_and_ended_are_left_alone(
    recompute, bureau, clerk, registrar, finance_head, successor
):
    give_right(registrar, "workflow.matters.administer")
    alone(registrar)
    held = begin(clerk, FLOW)
    actions.suspend(held, Deed(opinion="等"), by=actor_of(registrar))
    replace_head(bureau, successor)
    _look(clerk)
    assert _holders(held) == ["finance_head"]
    actions.resume(held, by=actor_of(registrar))
    finance_head.state = "left"
    finance_head.save()
    _look(clerk)
    assert _holders(held) == ["finance_head"]  # goes by the rule for those who leave


def test_a_change_wakes_the_job_once_and_so_does_the_clock(clerk, bureau):
    by = actor_of(clerk)
    for thing in (clerk, bureau.organisation, bureau.posts["科长"]):
        reactions.posts_changed(None, on=thing, by=by)
    keys = Lease.objects.filter(key__startswith=f"workflow.reseat:{clerk.organisation_id}:")
    assert 1 <= keys.count() <= 2  # a minute may end meanwhile
    schedule.look_everywhere()
    assert keys.exists()
