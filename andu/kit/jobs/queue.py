"""Handing work over."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from andu.kit.models import Lease

HOUSE = "andu."


class Rank(IntEnum):
    """How soon a job is taken among those that are due (docs/decisions/0120-job-ranks.md)."""

    BULK = -10  # many, long or nightly: no person looks for the result
    ORDINARY = 0
    AWAITED = 10  # a person waits in front of the page


@task()
def perform(path: str, arguments: list[Any]) -> None:
    """Call the function at `path`: the one task all jobs are."""
    if not path.startswith(HOUSE):
        raise ValueError(f"{path} is not one of our functions")
    import_string(path)(*arguments)


def later(
    function: Callable[..., Any], *arguments: Any, key: str = "",
    run_after: datetime | None = None, rank: Rank = Rank.ORDINARY,
) -> None:  # fmt: skip
    """Call `function(*arguments)` in the job worker once this transaction is committed.

    The function stands at the top of a module; arguments are plain JSON values (ids, not rows).
    It may be called again after a fault or a crash (5 times at most), so it must bear repetition.
    The same `key` queues once, for as long as the job is remembered. `run_after` delays it;
    `rank` says whether somebody waits for it (bulk work never holds both hands of a worker).
    """
    path = f"{function.__module__}.{function.__qualname__}"
    if "<" in path or import_string(path) is not function:
        raise ValueError(f"{path} does not stand at the top of a module")
    try:
        with transaction.atomic():
            when = run_after or timezone.now()
            queued = perform.using(run_after=when, priority=rank).enqueue(path, list(arguments))
            Lease.objects.create(task_id=queued.id, key=key or None)
    except IntegrityError:
        if not key or not Lease.objects.filter(key=key).exists():
            raise
