"""Workers at the same errand, and people who act while the machine does: one effect each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from andu.engine import Automatic, Call, Step, Wait
from andu.engine.handlers import NamedPerson
from andu.workflow import actions, machines, store
from andu.workflow.actions.starting import Subject
from andu.workflow.loading import replayed
from andu.workflow.models import Errand, History, Matter, Seat
from andu.workflow.saying import AS_IT_STANDS
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import begin, line, seat_of, version_of
from andu.workflow.tests.test_machine import HEAD, LAST, alarmed
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of

ROUNDS = 5

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def long_ago(matter):
    """The errand of a matter, begun an hour ago."""
    rows = Errand.objects.standing().filter(run__matter=matter)
    rows.update(since=timezone.now() - timedelta(hours=2))
    return rows.get()


def fulfilled(errand):
    by = the_system(errand.run.matter.organisation_id)
    return lambda: actions.fulfil_errand(errand, by=by)


def assert_sound(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


@pytest.mark.django_db(transaction=True)
def test_three_workers_end_a_wait_once(clerk, finance_head):
    wait = Automatic(key="wait", name="等待", task=Wait(minutes=60, working=False))
    for _round in range(ROUNDS):
        matter = begin(clerk, line(HEAD, wait, LAST))
        actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
        errand = long_ago(matter)
        assert at_once([fulfilled(errand)] * 3) == []
        assert History.objects.filter(run__matter=matter, how="waited").count() == 1
        assert Seat.objects.filter(run__matter=matter, state="open").count() == 1
        assert_sound(matter)


@pytest.mark.django_db(transaction=True)
def test_three_workers_begin_a_called_matter_once(clerk, monkeypatch):
    other = line(Step(key="pay", name="付款", handlers=(NamedPerson("director"),)))
    version = version_of(clerk.organisation, other)

    def begin_other(wanted, *, by):
        about = Subject(kind="test", title=wanted.origin.title)
        return actions.start(version, about, by=actor_of(wanted.starter))

    monkeypatch.setitem(machines._hands, "begin", begin_other)
    monkeypatch.setitem(machines._hands, "bring", lambda *_all, by: ("", ""))
    call = Automatic(key="call", name="付款", task=Call(flow="pay"))
    for round_ in range(ROUNDS):
        matter = begin(clerk, line(call, LAST), title=f"第 {round_} 件")
        errand = Errand.objects.get(run__matter=matter)
        assert at_once([fulfilled(errand)] * 3) == []
        assert Matter.objects.filter(title=f"第 {round_} 件").count() == 2
        assert_sound(matter)


@pytest.mark.django_db(transaction=True)
def test_who_agrees_while_the_alarm_rings_wins_or_loses_whole(clerk, finance_head):
    for _round in range(ROUNDS):
        matter = begin(clerk, alarmed())
        seat, errand = seat_of(matter, finance_head), long_ago(matter)
        rows = Errand.objects.filter(pk=errand.pk)
        rows.update(since=timezone.now() - timedelta(days=10))
        errand.refresh_from_db()
        at_once([
            lambda m=matter, s=seat: actions.agree(m, s, AS_IT_STANDS, by=actor_of(finance_head)),
            fulfilled(errand),
        ])  # fmt: skip
        hows = History.objects.filter(run__matter=matter).order_by("sequence")
        assert list(hows.values_list("how", flat=True))[1:] in (["agreed"], ["expired"])
        assert_sound(matter)
