"""Two workers, and somebody who is just in time: what time does is done once, and never over what
a person did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from andu.engine import AtLimit, LimitAct, Step
from andu.engine.handlers import NamedPerson
from andu.notify.models import Notice
from andu.workflow import actions, schedule, store
from andu.workflow.jobs.timers import set_timers
from andu.workflow.loading import replayed
from andu.workflow.models import Escalation, History, Seat, Timer
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of

ROUNDS = 5

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def late(clerk, *acts):
    """A matter whose turn lies with finance, late since an hour, with its timer set."""
    steps = (
        Step(key="check", name="财务审核", handlers=(NamedPerson("finance_head"),), at_limit=acts),
        Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
    )
    matter = begin(clerk, line(*steps))
    due = timezone.now() - timedelta(hours=1)
    Seat.objects.filter(run__matter=matter, state="open").update(due=due)
    set_timers()
    return matter, Timer.objects.get(seat__run__matter=matter)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_back_once(clerk):
    for _round in range(ROUNDS):
        matter, timer = late(clerk, AtLimit(act=LimitAct.RETURN))
        by = the_system(matter.organisation_id)
        refused = at_once([lambda t=timer, by=by: actions.act_by_time(t, by=by)] * 3)
        assert len(refused) == 2
        assert History.objects.filter(run__matter=matter, how="timed_back").count() == 1
        assert Seat.objects.get(run__matter=matter, state="open").member == clerk
        assert_sound(matter)


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_a_superior_once(clerk, office_head):
    matter, _timer = late(clerk, AtLimit(act=LimitAct.ESCALATE))
    at_once([schedule.act_by_time] * 3)
    told = Escalation.objects.filter(seat__run__matter=matter)
    assert told.count() == 1
    notes = Notice.objects.filter(member=told.get().member, title__startswith="超时上报")
    assert notes.count() == 1
    assert Timer.objects.get(seat__run__matter=matter).done == 1


@pytest.mark.django_db(transaction=True)
def test_who_agrees_while_time_acts_wins_or_loses_whole(clerk, finance_head):
    for _round in range(ROUNDS):
        matter, timer = late(clerk, AtLimit(act=LimitAct.RETURN))
        by, seat = the_system(matter.organisation_id), seat_of(matter, finance_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(finance_head)),
            lambda t=timer, by=by: actions.act_by_time(t, by=by),
        ])  # fmt: skip
        assert len(refused) == 1
        hows = History.objects.filter(run__matter=matter).order_by("sequence")
        assert list(hows.values_list("how", flat=True))[1:] in (["agreed"], ["timed_back"])
        assert_sound(matter)


def assert_sound(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
