import json
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from andu.kit.jobs import Rank, clock, later, worker
from andu.kit.models import Lease, Schedule
from andu.kit.verdict import Refused, no

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def note(text):
    later_than_all = timezone.now() + timedelta(days=9)  # so that no sweeping takes it
    Session.objects.create(session_key=text, session_data="", expire_date=later_than_all)


def fail(text):
    raise RuntimeError(text)


def refuse():
    raise Refused(no("没有权限，请联系管理员。"))


def chime():
    note(f"chime{Session.objects.count()}")


def notes() -> list[str]:
    return sorted(Session.objects.values_list("session_key", flat=True))


def states() -> list[str]:
    return list(DBTaskResult.objects.values_list("status", flat=True))


def soon() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def test_work_is_done_later(db):
    later(note, "one")
    later(note, "two", run_after=soon() + timedelta(hours=1))
    assert notes() == []
    assert worker.drain(soon()) == 1
    assert notes() == ["one"]
    assert worker.drain(soon() + timedelta(hours=2)) == 1
    assert notes() == ["one", "two"]


def test_what_somebody_waits_for_comes_first_and_bulk_work_in_its_turn(db):
    later(note, "bulk", rank=Rank.BULK)
    later(note, "ordinary")
    later(note, "awaited", rank=Rank.AWAITED)
    assert worker.run_urgent(soon())
    assert notes() == ["awaited"]
    assert worker.run_one(soon())  # the oldest, whatever its rank
    assert notes() == ["awaited", "bulk"]
    assert worker.run_urgent(soon())
    assert notes() == ["awaited", "bulk", "ordinary"]


def test_a_hand_stays_free_of_bulk_work(db):
    for number in range(3):
        later(note, f"bulk{number}", rank=Rank.BULK)
    assert not worker.run_urgent(soon())
    assert notes() == []
    assert worker.drain(soon()) == 3


@pytest.mark.django_db(transaction=True)
def test_work_of_a_rolled_back_transaction_is_never_done():
    with pytest.raises(RuntimeError), transaction.atomic():
        later(note, "one")
        raise RuntimeError
    assert worker.drain(soon()) == 0


def test_a_key_queues_once(db):
    for _ in range(3):
        later(note, "one", key="remind:7")
    worker.drain(soon())
    later(note, "one", key="remind:7")
    assert worker.drain(soon()) == 0
    assert notes() == ["one"]


@pytest.mark.parametrize("function", [lambda: None, datetime.now])
def test_only_functions_at_the_top_of_a_module_are_taken(db, function):
    with pytest.raises((ValueError, ImportError)):
        later(function)


def test_a_foreign_path_in_the_table_is_not_called(db):
    later(note, "one")
    job = DBTaskResult.objects.get()
    job.args_kwargs = json.loads(json.dumps(job.args_kwargs).replace("andu.kit", "os"))
    job.save(update_fields=["args_kwargs"])
    worker.drain(soon())
    assert notes() == []
    assert "not one of our functions" in DBTaskResult.objects.get().traceback


def test_a_failing_job_is_tried_five_times_with_growing_pauses(db):
    later(fail, "broken")
    now, tries = soon(), 0
    for _ in range(9):
        tries += worker.drain(now)
        now += timedelta(hours=1)
    assert tries == 5
    assert states() == ["FAILED"]
    assert DBTaskResult.objects.get().exception_class_path == "builtins.RuntimeError"


def test_a_refused_job_is_not_tried_again(db):
    later(refuse)
    assert worker.drain(soon()) == 1
    assert states() == ["FAILED"]


def claim(now):
    """Take a job and die: what kill -9 leaves behind."""
    return worker._claim(now, worker._due)


def test_the_job_of_a_dead_worker_is_run_again(db):
    later(note, "one")
    now = soon()
    assert claim(now)
    assert worker.reap(now + timedelta(seconds=59)) == 0
    assert worker.reap(now + timedelta(seconds=61)) == 1
    assert worker.drain(now + timedelta(seconds=62)) == 1
    assert notes() == ["one"]
    assert Lease.objects.get().attempts == 2


def test_a_job_that_kills_its_worker_is_given_up(db):
    later(note, "one")
    now = soon()
    for _ in range(5):
        assert claim(now)
        now += timedelta(minutes=2)
        assert worker.reap(now) == 1
    assert claim(now) is None
    assert states() == ["FAILED"]


def test_a_living_worker_keeps_its_job(db):
    later(note, "one")
    now = soon()
    lease = claim(now)
    worker._running.add(lease.pk)
    worker.beat(now + timedelta(seconds=50))
    worker._running.discard(lease.pk)
    assert worker.reap(now + timedelta(seconds=70)) == 0


def test_a_worker_that_lost_its_job_does_not_end_it(db):
    later(note, "one")
    now = soon()
    slow = claim(now)
    worker.reap(now + timedelta(minutes=2))
    quick = claim(now + timedelta(minutes=2))
    worker._finish(slow, None)
    assert states() == ["RUNNING"]
    worker._finish(quick, None)
    assert states() == ["SUCCESSFUL"]


@pytest.fixture
def turns(db, monkeypatch):
    monkeypatch.setattr(clock, "_turns", {})
    clock.every("test.minute", chime, seconds=60)
    clock.every("test.night", chime, daily="02:30")


def test_the_clock_queues_each_turn_once(turns):
    assert clock.tick(NOW) == 0
    assert clock.tick(NOW + timedelta(seconds=59)) == 0
    assert [clock.tick(NOW + timedelta(seconds=60)) for _ in range(3)] == [1, 0, 0]
    night = Schedule.objects.get(name="test.night").next_at
    assert night == datetime(2026, 11, 23, 18, 30, tzinfo=UTC)  # 02:30 in Shanghai
    assert clock.tick(night) == 2
    assert Schedule.objects.get(name="test.night").next_at == night + timedelta(days=1)


def test_missed_turns_are_made_up_by_one(turns):
    clock.tick(NOW)
    assert clock.tick(NOW + timedelta(days=3)) == 2
    assert clock.tick(NOW + timedelta(days=3)) == 0


def test_a_changed_time_counts_from_now_on(turns):
    clock.tick(NOW)
    clock.every("test.night", chime, daily="23:00")
    clock.tick(NOW + timedelta(seconds=1))
    assert Schedule.objects.get(name="test.night").next_at == datetime(2026, 11, 23, 15, tzinfo=UTC)


def test_a_turn_says_seconds_or_a_time():
    with pytest.raises(ValueError, match="either"):
        clock.every("test.odd", chime)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_workers_do_each_job_once():
    for number in range(40):
        later(note, f"n{number:02}")
    clock.tick(NOW)
    start, now, counts, ticks = Barrier(4), soon(), [], []

    def one_worker():
        start.wait()
        ticks.append(clock.tick(NOW + timedelta(days=1)))
        counts.append(worker.drain(now))
        connection.close()

    threads = [Thread(target=one_worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ticks) == len(clock._turns)
    assert [text for text in notes() if text.startswith("n")] == [f"n{n:02}" for n in range(40)]


def test_old_jobs_are_swept(db):
    for text in ("old", "new"):
        later(note, text)
    worker.drain(soon())
    oldest = DBTaskResult.objects.order_by("enqueued_at").first()
    DBTaskResult.objects.filter(pk=oldest.pk).update(finished_at=timezone.now() - timedelta(days=8))
    worker.sweep()
    assert (DBTaskResult.objects.count(), Lease.objects.count()) == (1, 1)


def test_what_is_handed_back_is_ready_again_and_counts_as_not_tried(db):
    later(note, "one")
    later(note, "two")
    mine = worker._claim(soon(), worker._due)
    others = worker._claim(soon(), worker._due)
    worker._running.add(mine.pk)
    try:
        assert worker.hand_back(timezone.now()) == 1
        assert worker.hand_back(timezone.now()) == 0
    finally:
        worker._running.discard(mine.pk)
    given = Lease.objects.select_related("task").get(pk=mine.pk)
    assert (given.attempts, given.holder, given.task.status) == (0, "", "READY")
    assert Lease.objects.get(pk=others.pk).holder
    worker._finish(mine, None)  # the hand that was left behind
    assert worker.drain(soon()) == 1
    assert len(notes()) == 1


@pytest.mark.parametrize("fault", [InterfaceError("closed"), OperationalError("gone"), KeyError()])
def test_a_hand_goes_on_after_any_fault(fault, monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: None))
    stop, turns = Event(), []

    def chore():
        turns.append(1)
        if len(turns) == 1:
            raise fault
        stop.set()
        return False

    worker._steadily(stop, chore, 0)
    assert len(turns) == 2
