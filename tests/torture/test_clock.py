"""The clock jumps while people work: order is by number, sessions end rather than last, and what
the clock starts is done once (R12)."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.kit.jobs.clock import tick
from andu.notify.models import Notice
from andu.workflow import actions, schedule
from andu.workflow.models import History, Matter
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of, client_of
from tests.torture.office import look

FIXTURES = (designer, submit, template, version)
JUMPS = (
    timedelta(hours=1), timedelta(days=-1), timedelta(days=400), timedelta(seconds=-1),
    timedelta(days=-400), timedelta(0),
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """Files of other tests are no orphans of this one."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def jump(monkeypatch):
    """Set both clocks so far from where they are."""
    now, seconds = timezone.now, time.time

    def to(away):
        monkeypatch.setattr(timezone, "now", lambda: now() + away)
        monkeypatch.setattr(time, "time", lambda: seconds() + away.total_seconds())

    return to


def test_chains_and_runs_are_sound_whatever_the_clock_says(submit, office_head, registrar, jump):
    matters = []
    for away in JUMPS:
        jump(away)
        matters.append(submit().matter)
        _agree(matters[-1], office_head)
        if len(matters) > 1:  # begun before the jump
            _agree(matters[-2], registrar)
    assert look()["faults"] == []
    assert History.objects.filter(how="agreed").count() == 2 * len(JUMPS) - 1
    assert look()["serials"] == len(JUMPS)


def _agree(matter, who):
    actions.agree(matter, seat_of(matter, who), by=actor_of(who))


def test_nothing_is_decided_by_a_jump_and_reminders_come_once(submit, jump):
    matter = submit().matter
    told = []
    for away in (timedelta(days=400), timedelta(0), timedelta(days=400), timedelta(days=-1)):
        jump(away)
        for _turn in range(2):
            schedule.remind_due()
            schedule.turn_delegations()
        told.append(Notice.objects.count())
    assert told[0] == told[1] == told[2] == told[3] > 0
    assert History.objects.filter(run__matter=matter).count() == 1
    assert Matter.objects.get().is_running


@pytest.mark.django_db
def test_what_the_clock_starts_is_queued_once_a_turn():
    now = timezone.now()
    tick(now)
    DBTaskResult.objects.all().delete()
    queued = []
    for away in (400, 400, 0, 0):
        moment = now + timedelta(days=away)
        tick(moment)
        queued.append(DBTaskResult.objects.count())
    assert queued[0] == queued[1] > 0
    assert queued[2] == queued[3], "set back, each has at most one turn"


@pytest.mark.parametrize("away", [timedelta(days=400), timedelta(days=-1), timedelta(hours=-1)])
def test_a_session_ends_rather_than_lasts(clerk, jump, away):
    browser = client_of(clerk)
    for _look in range(2):  # from the first on it is in use
        assert browser.get("/todo").status_code == 200
    jump(away)
    assert browser.get("/todo")["Location"].startswith("/login")


def test_a_clock_put_right_by_a_second_ends_no_session(clerk, jump):
    browser = client_of(clerk)
    browser.get("/todo")
    jump(timedelta(seconds=-1))
    assert browser.get("/todo").status_code == 200
