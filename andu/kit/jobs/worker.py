"""Running jobs: claim with a lease, call, finish; a job whose worker died is run again."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from andu.kit.jobs.clock import tick
from andu.kit.jobs.queue import Rank
from andu.kit.models import Lease
from andu.kit.verdict import Refused

LEASE = timedelta(seconds=60)
ATTEMPTS = 5
BACK_OFF = (10, 60, 300, 1800)  # seconds before the next try, after the 1st, 2nd, … fault
IDLE = 0.5  # seconds between two looks into an empty queue
PATIENCE = 6.0  # seconds a job has to finish when the worker is stopped; then it is handed back
HOUSEKEEPING = 5.0  # seconds between two looks at the clock and at dead workers' jobs

Jobs = QuerySet[DBTaskResult[Any, Any]]
_log = logging.getLogger("andu.jobs")
_running: set[Any] = set()


def run_one(now: datetime | None = None) -> bool:
    """Claim the job that has been due longest and run it; False when there is none."""
    return _run(_claim(now or timezone.now(), _due))


def run_urgent(now: datetime | None = None) -> bool:
    """Claim the job of the highest rank and run it, but no bulk work; False when there is none."""
    return _run(_claim(now or timezone.now(), _urgent))


def _run(lease: Lease | None) -> bool:
    if lease is None:
        return False
    _running.add(lease.pk)
    try:
        _call(lease)
    finally:
        _running.discard(lease.pk)
    return True


def drain(now: datetime | None = None) -> int:
    """Run jobs until none is due; returns how many. For tests and `andu work --once`."""
    count = 0
    while run_one(now):
        count += 1
    return count


@transaction.atomic
def reap(now: datetime) -> int:
    """Free the jobs of dead workers: ready again, or given up after ATTEMPTS; returns how many."""
    orphans = (
        Lease.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(until__lt=now, task__status=TaskResultStatus.RUNNING)
        .select_related("task")
    )
    found = list(orphans)
    for lease in found:
        _release(lease, "the worker died", now)
    return len(found)


def beat(now: datetime) -> None:
    """Renew the leases of the jobs that run in this process."""
    if _running:
        Lease.objects.filter(pk__in=list(_running)).update(until=now + LEASE)


def work(stop: threading.Event, threads: int = 2) -> bool:
    """Run jobs until `stop` is set; a job that has begun is finished within PATIENCE. What takes
    longer is handed back: False then says that the process must end at once, in the midst of it.

    The first hand takes what has waited longest, so that bulk work gets its turn; all others take
    what people wait for and never bulk work, so that there is always a hand free soon.
    """
    turns = [run_one, *[run_urgent] * (threads - 1)]
    hands = [
        threading.Thread(target=_steadily, args=(stop, turn, IDLE), daemon=True) for turn in turns
    ]
    for hand in hands:
        hand.start()
    _steadily(stop, _housekeeping, HOUSEKEEPING)
    deadline = time.monotonic() + PATIENCE
    for hand in hands:
        hand.join(max(0.0, deadline - time.monotonic()))
    if not any(hand.is_alive() for hand in hands):
        return True
    try:
        _log.warning("%d jobs were handed back unfinished", hand_back(timezone.now()))
    except DatabaseError as error:
        _log.warning("unfinished jobs wait until their lease ends: %s", error)
    return False


@transaction.atomic
def hand_back(now: datetime) -> int:
    """Free the jobs that run in this process, as if they had not been tried; returns how many."""
    held = Lease.objects.select_for_update(of=("self",)).filter(
        pk__in=list(_running), task__status=TaskResultStatus.RUNNING
    )
    found = list(held.select_related("task"))
    for lease in found:
        lease.attempts -= 1
        lease.save(update_fields=["attempts"])
        _release(lease, "the server was stopped", now)
    return len(found)


def _housekeeping() -> bool:
    now = timezone.now()
    for chore in (beat, reap, tick):
        chore(now)
    return False


def _steadily(stop: threading.Event, chore: Callable[[], bool], pause: float) -> None:
    """Repeat a chore; without pause as long as it finds something to do."""
    while not stop.is_set():
        try:
            close_old_connections()
            busy = chore()
        except (DatabaseError, InterfaceError) as error:
            _log.warning("the database is away: %s", error)
            connection.close()
            busy = False
        except Exception:  # a hand that ended here would be missed by nobody
            _log.exception("the worker goes on after a fault")
            connection.close()
            busy = False
        if not busy:
            stop.wait(pause)
    connection.close()


def _due(ready: Jobs) -> Jobs:
    return ready.order_by("run_after", "enqueued_at")


def _urgent(ready: Jobs) -> Jobs:
    return ready.filter(priority__gt=Rank.BULK).order_by("-priority", "run_after", "enqueued_at")


@transaction.atomic
def _claim(now: datetime, turn: Callable[[Jobs], Jobs]) -> Lease | None:
    due = Q(run_after__lte=now) | Q(run_after=get_date_max())
    ready = DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)
    job = turn(ready).select_for_update(skip_locked=True).first()
    if job is None:
        return None
    holder = uuid.uuid4().hex
    lease, _ = Lease.objects.get_or_create(task=job)
    lease.task, lease.holder = job, holder
    lease.until, lease.attempts = now + LEASE, lease.attempts + 1
    lease.save(update_fields=["holder", "until", "attempts"])
    job.claim(holder)
    return lease


def _call(lease: Lease) -> None:
    try:
        result = lease.task.task_result
        result.task.call(*result.args, **result.kwargs)
    except Exception as error:
        _log.warning("job %s failed: %s: %s", lease.task_id, type(error).__name__, error)
        _finish(lease, error)
    else:
        _finish(lease, None)


@transaction.atomic
def _finish(lease: Lease, error: Exception | None) -> None:
    """Note how it went, unless the job has been given to another worker meanwhile."""
    held = Lease.objects.select_for_update(of=("self",)).filter(pk=lease.pk, holder=lease.holder)
    if not held:
        _log.warning("job %s had been taken over", lease.task_id)
    elif error is None:
        lease.task.set_successful(None)
    elif isinstance(error, Refused):
        lease.task.set_failed(error)
    else:
        pause = timedelta(seconds=BACK_OFF[min(lease.attempts, len(BACK_OFF)) - 1])
        _release(lease, error, timezone.now() + pause)


def _release(lease: Lease, why: Exception | str, run_after: datetime) -> None:
    """Ready again, or given up when it was tried often enough."""
    job = lease.task
    error = why if isinstance(why, Exception) else RuntimeError(why)
    if lease.attempts >= ATTEMPTS:
        _log.error("job %s was given up after %d tries: %s", job.pk, lease.attempts, error)
        job.set_failed(error)
        return
    job.status, job.run_after = TaskResultStatus.READY, run_after
    job.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    job.traceback = str(error)
    job.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])
    lease.holder = ""
    lease.save(update_fields=["holder"])


def sweep() -> None:
    """Forget jobs done a week ago and jobs given up a quarter ago."""
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - timedelta(days=7))
    lost = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - timedelta(days=90))
    DBTaskResult.objects.filter(done | lost).delete()
