"""A clock that leaps forward moves nothing for a while; put right, or left alone, it goes on."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from andu.engine import AtLimit, LimitAct, Step
from andu.engine.handlers import NamedPerson
from andu.workflow import schedule
from andu.workflow.leaping_clock import Watch
from andu.workflow.models import Seat
from andu.workflow.tests.conftest import begin, line
from andu.workflow.tests.moments import at


@pytest.fixture
def clocks(monkeypatch):
    """Set both: the wall clock to a moment, the steady one to so many minutes."""

    def to(wall, minutes):
        monkeypatch.setattr(timezone, "now", lambda: wall)
        monkeypatch.setattr(time, "monotonic", lambda: minutes * 60.0)

    return to


NINE = at(0, 9)


def test_time_that_passes_is_trusted(clocks):
    watch = Watch()
    for minutes in (0, 1, 2, 600, 601):
        clocks(NINE + timedelta(minutes=minutes), minutes)
        assert watch.is_trusted()


def test_a_leap_is_waited_out(clocks):
    watch, day = Watch(), timedelta(days=1)
    clocks(NINE, 0)
    assert watch.is_trusted()
    for minutes, trusted in ((1, False), (2, False), (30, False), (31, True), (32, True)):
        clocks(NINE + day + timedelta(minutes=minutes), minutes)
        assert watch.is_trusted() is trusted


def test_put_right_it_goes_on_at_once(clocks):
    watch = Watch()
    for wall, minutes, trusted in ((NINE, 0, True), (at(9, 9), 1, False), (at(0, 9, 2), 2, True)):
        clocks(wall, minutes)
        assert watch.is_trusted() is trusted


def test_a_clock_set_back_is_trusted(clocks):
    watch = Watch()
    for wall, minutes in ((NINE, 0), (at(-7, 9), 1), (at(-7, 9, 1), 2)):
        clocks(wall, minutes)
        assert watch.is_trusted()


@pytest.fixture
def note(tmp_path):
    return tmp_path / "clock"


def looks(note, clocks, *looks):
    """Whether it was trusted each time, by a process of its own: (wall, minutes)."""
    found = []
    for wall, minutes in looks:
        clocks(wall, minutes)
        found.append(Watch(note).is_trusted())
    return found


def test_a_leap_while_we_were_restarted_is_waited_out(clocks, note):
    day = timedelta(days=1)
    after = [(NINE + day + timedelta(minutes=m), m) for m in (1, 2, 30, 31)]
    assert looks(note, clocks, (NINE, 0), *after) == [True, False, False, False, True]


def test_put_right_while_we_were_restarted_it_goes_on(clocks, note):
    assert looks(note, clocks, (NINE, 0), (at(9, 9), 1), (at(0, 9, 2), 2)) == [True, False, True]


def test_a_long_stop_of_ours_is_no_leap(clocks, note):
    assert looks(note, clocks, (NINE, 0), (at(1, 9), 24 * 60)) == [True, True]


@pytest.mark.parametrize(("away", "trusted"), [(5, True), (60, False)])
def test_a_machine_that_was_off_for_long_waits(clocks, note, monkeypatch, tmp_path, away, trusted):
    assert looks(note, clocks, (NINE, 900)) == [True]
    other = tmp_path / "boot"
    other.write_text("another-run")
    monkeypatch.setattr("andu.workflow.leaping_clock.BOOT", other)
    back = NINE + timedelta(minutes=away)
    assert looks(note, clocks, (back, 1000)) == [trusted]
    assert looks(note, clocks, (back + timedelta(minutes=30), 1030)) == [True]


def test_where_runs_of_the_machine_have_no_names_a_steady_clock_gone_back_tells(
    clocks, note, monkeypatch, tmp_path
):
    monkeypatch.setattr("andu.workflow.leaping_clock.BOOT", tmp_path / "none")
    assert looks(note, clocks, (NINE, 900), (at(0, 10), 1)) == [True, False]


@pytest.mark.parametrize("words", ["", "x y z", "a b c d", "\0", "a 2026-03-09T09:00 nan 0"])
def test_a_damaged_note_holds_up_nothing(clocks, note, words):
    note.write_text(words)
    assert looks(note, clocks, (NINE, 0), (at(1, 9), 1)) == [True, False]


def test_where_no_note_can_be_kept_it_goes_on(clocks, tmp_path):
    nowhere = tmp_path / "gone" / "clock"
    assert looks(nowhere, clocks, (NINE, 0), (NINE, 1)) == [True, True]


@pytest.mark.django_db
def test_nothing_is_sent_back_by_a_slip_of_the_hand(clocks, clerk, finance_head, monkeypatch):
    monkeypatch.setattr(schedule, "watch", Watch())
    clocks(NINE, 0)
    acts = (AtLimit(act=LimitAct.RETURN),)
    step = Step(key="check", handlers=(NamedPerson("finance_head"),), at_limit=acts)
    begin(clerk, line(step))
    schedule.act_by_the_clock()
    clocks(at(9, 9), 1)
    schedule.act_by_the_clock()
    assert Seat.objects.get(state="open").member == finance_head
    clocks(at(9, 9, 35), 36)
    schedule.act_by_the_clock()
    assert Seat.objects.get(state="open").member == clerk
