"""How much waits, runs and lies open: asked from the database, one statement for each noun."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from andu.backup.models import Backup
from andu.config.metrics.writing import Family, Sample
from andu.identity.models import SignIn
from andu.kit.jobs import Rank
from andu.notify.models import Delivery
from andu.todo.models import Todo

Counted = Mapping[int, Mapping[str, Any]]  # by rank
_OPEN_JOBS = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED)


def from_database() -> list[Family]:
    """Everything the database is asked for: five statements, whatever stands in it."""
    now = timezone.now()
    return [*_jobs(now), _deliveries(), _todo(), _sessions(), _backup(now)]


def _jobs(now: datetime) -> list[Family]:
    due = Q(run_after__lte=now) | Q(run_after=get_date_max())
    ready = Q(status=TaskResultStatus.READY)
    rows = DBTaskResult.objects.filter(status__in=_OPEN_JOBS).values("priority").order_by()
    counted = {
        row["priority"]: row
        for row in rows.annotate(
            waiting=Count("pk", filter=ready & due),
            delayed=Count("pk", filter=ready & ~due),
            running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
            failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
            since=Min("enqueued_at", filter=ready & Q(run_after=get_date_max())),
            due_since=Min("run_after", filter=ready & Q(run_after__lte=now)),
        )
    }
    return [_job_counts(counted), _job_ages(counted, now)]


def _job_counts(counted: Counted) -> Family:
    samples = tuple(
        Sample({"rank": rank.name.lower(), "state": state}, counted.get(rank, {}).get(state, 0))
        for rank in Rank
        for state in ("waiting", "delayed", "running", "failed")
    )
    return Family("andu_jobs", "gauge", "Jobs by rank and state.", samples)


def _job_ages(counted: Counted, now: datetime) -> Family:
    samples = []
    for rank in Rank:
        row = counted.get(rank, {})
        since = [moment for moment in (row.get("since"), row.get("due_since")) if moment]
        age = (now - min(since)).total_seconds() if since else 0
        samples.append(Sample({"rank": rank.name.lower()}, age))
    about = "How long the job that has been due longest has waited."
    return Family("andu_job_oldest_waiting_seconds", "gauge", about, tuple(samples))


def _deliveries() -> Family:
    shown = (Delivery.State.WAITING, Delivery.State.FAILED)
    rows = Delivery.objects.filter(state__in=shown).values_list("state").order_by()
    counted = dict(rows.annotate(Count("pk")))
    samples = tuple(
        Sample({"state": word}, counted.get(state, 0))
        for word, state in zip(("waiting", "dead"), shown, strict=True)
    )
    return Family("andu_deliveries", "gauge", "Notices in the outbox; dead: given up.", samples)


def _todo() -> Family:
    counted = dict(Todo.objects.values_list("kind").order_by().annotate(Count("pk")))
    samples = tuple(Sample({"kind": kind}, counted.get(kind, 0)) for kind in Todo.Kind.values)
    return Family("andu_todo_open", "gauge", "Open lines of all inboxes.", samples)


def _sessions() -> Family:
    count = SignIn.objects.open().count()
    return Family.of("andu_sessions", "Sessions that have not ended.", count)


def _backup(now: datetime) -> Family:
    last = Backup.objects.aggregate(last=Max("made_at"))["last"]
    age = (now - last).total_seconds() if last else float("inf")
    return Family.of("andu_backup_age_seconds", "Age of the last backup; +Inf: none.", age)
