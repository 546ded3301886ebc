"""The clock: each declared function is queued once per turn, however many workers look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from andu.kit.jobs.queue import Rank, later
from andu.kit.models import Schedule


@dataclass(frozen=True)
class _Turn:
    function: Callable[[], Any]
    seconds: int = 0
    daily: time | None = None

    @property
    def rank(self) -> Rank:
        """Nightly chores are bulk work: nobody waits for them."""
        return Rank.ORDINARY if self.daily is None else Rank.BULK

    def following(self, now: datetime) -> datetime:
        """The next turn after `now`; daily turns are meant in civil time."""
        if self.daily is None:
            return now + timedelta(seconds=self.seconds)
        local = timezone.localtime(now)
        turn = local.replace(
            hour=self.daily.hour, minute=self.daily.minute, second=0, microsecond=0
        )
        return turn if turn > local else turn + timedelta(days=1)


_turns: dict[str, _Turn] = {}


def every(name: str, function: Callable[[], Any], *, seconds: int = 0, daily: str = "") -> None:
    """Declare in schedule.py: call `function()` every so many seconds, or `daily` at "02:30".

    Turns missed while no worker ran are made up by a single one.
    """
    if bool(seconds) == bool(daily):
        raise ValueError(f"{name}: either seconds or daily")
    _turns[name] = _Turn(function, seconds, time.fromisoformat(daily) if daily else None)


def tick(now: datetime) -> int:
    """Queue every function whose turn has come; returns how many."""
    known = {row.name: row.next_at for row in Schedule.objects.filter(name__in=_turns)}
    fresh = [
        Schedule(name=name, next_at=turn.following(now))
        for name, turn in _turns.items() if name not in known
    ]  # fmt: skip
    if fresh:
        Schedule.objects.bulk_create(fresh, ignore_conflicts=True)
    return sum(_take(name, known[name], now) for name in known)


@transaction.atomic
def _take(name: str, next_at: datetime, now: datetime) -> bool:
    """Queue one function if its turn has come and nobody else was faster."""
    turn = _turns[name]
    following = turn.following(now)
    if now < next_at <= following:
        return False
    rows = Schedule.objects.filter(name=name, next_at=next_at)
    if not rows.update(next_at=following) or next_at > now:
        return False
    later(turn.function, rank=turn.rank)
    return True
