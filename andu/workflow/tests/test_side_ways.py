"""到期另办: what is late goes on, and a way begins beside it (decision 0218)."""

from dataclasses import replace

from andu.engine import Alarm, Definition, Fork, ForkKind, Region, ReturnWay, Step, Wait
from andu.engine.handlers import NamedPerson
from andu.engine.tests.flows import row
from andu.notify.models import Notice
from andu.workflow import actions, schedule, store
from andu.workflow.actions.deciding import Back
from andu.workflow.landing import landings
from andu.workflow.levels import steps_before
from andu.workflow.loading import replayed
from andu.workflow.models import Errand, Matter, Seat, Visit
from andu.workflow.tests.conftest import begin, seat_of
from andu.workflow.tests.moments import at
from andu.workflow.tests.test_machine import WHY
from andu.workflow.trace import trace_of
from tests.cast import actor_of

HEAD = Step(key="check", name="财务审核", handlers=(NamedPerson("finance_head"),))
URGE = Step(key="urge", name="督办", handlers=(NamedPerson("office_head"),))
BELL = Alarm(key="bell", of="check", when=Wait(minutes=60), opens="side")


def beside() -> Definition:
    """Finance checks; after an hour of working time the office looks after it as well."""
    main = Region(key="main", entry="check", exit="check", nodes=(HEAD, BELL))
    frame = Fork(key="frame", kind=ForkKind.ALONGSIDE, branches=(main, row("side", URGE)))
    return Definition(key="beside", name="限时审核", root=row("root", frame))


def turns(matter: Matter) -> list[str]:
    rows = Seat.objects.filter(run__matter=matter, state="open").order_by("number")
    return list(rows.values_list("member__code", flat=True))


def rung(clock, clerk) -> Matter:
    matter = begin(clerk, beside())
    clock(at(0, 10))
    schedule.do_errands()
    return matter


def test_the_late_turn_stays_and_another_begins(clock, clerk, finance_head, office_head):
    matter = rung(clock, clerk)
    assert turns(matter) == ["finance_head", "office_head"]
    last = [one for one in trace_of(store.load(matter.pk), None) if one.sequence][-1]
    assert last.did == "到期另办"
    told = Notice.objects.filter(member=finance_head).values_list("title", flat=True)
    assert "到期没有办完，已同时另办一路，你的待办请继续办理：关于采购空调维保的请示" in told
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_it_is_over_when_both_are(clock, clerk, finance_head, office_head):
    matter = rung(clock, clerk)
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    matter.refresh_from_db()
    assert matter.is_running
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    matter.refresh_from_db()
    assert matter.state == Matter.State.FINISHED


def test_looked_at_again_it_rings_once(clock, clerk):
    matter = rung(clock, clerk)
    clock(at(0, 11))
    schedule.do_errands()
    assert Visit.objects.filter(run__matter=matter, node="urge").count() == 1
    assert not Errand.objects.standing().filter(run__matter=matter).exists()


def test_the_time_with_the_initiator_does_not_count(clock, clerk, finance_head):
    matter = begin(clerk, beside())
    back = Back(way=ReturnWay.STRAIGHT)
    actions.return_(matter, seat_of(matter, finance_head), back, WHY, by=actor_of(finance_head))
    clock(at(0, 11))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    schedule.do_errands()
    assert turns(matter) == ["finance_head"]
    assert Errand.objects.standing().get(run__matter=matter).due == at(0, 12)


def test_of_a_late_sub_process_everybody_in_it_hears(clock, clerk, finance_head):
    inside = Fork(key="check_all", kind=ForkKind.SUB, branches=(row("body", HEAD),))
    main = Region(key="main", entry="check_all", exit="check_all",
                  nodes=(inside, replace(BELL, of="check_all")))  # fmt: skip
    frame = Fork(key="frame", kind=ForkKind.ALONGSIDE, branches=(main, row("side", URGE)))
    begin(clerk, Definition(key="late", name="限时会办", root=row("root", frame)))
    clock(at(0, 10))
    schedule.do_errands()
    told = Notice.objects.filter(member=finance_head, title__startswith="到期没有办完")
    assert told.count() == 1


def test_who_was_in_time_hears_nothing(clock, clerk, finance_head):
    matter = begin(clerk, beside())
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    clock(at(0, 10))
    schedule.do_errands()
    matter.refresh_from_db()
    assert matter.state == Matter.State.FINISHED
    assert not Visit.objects.filter(run__matter=matter, node="urge").exists()


def test_nobody_is_set_into_a_way_that_has_not_begun(clock, clerk, director):
    matter = begin(clerk, beside())
    places = {each.key for each in landings(store.load(matter.pk), director.pk)}
    assert places == {"draft"}


def test_what_the_alarm_watches_comes_before_the_way():
    assert steps_before(beside(), "urge") == {"check"}
