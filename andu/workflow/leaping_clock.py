"""Whether the machine's clock can be trusted just now: what cannot be undone waits when it leapt.

A monotonic clock runs beside it. Where the two part by more than a few minutes somebody has set the
time; what happens by itself and moves a matter then waits for a while, so that a slip of the hand
can be put right before limits that have not come are taken for passed. Both are noted in a file of
the machine, so that a leap is noticed across a restart of ours, too; after a restart of the
machine, which begins its monotonic clock anew, a long absence is waited out as well.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

LEAP = timedelta(minutes=10)
WAIT = timedelta(minutes=30)
BOOT = Path("/proc/sys/kernel/random/boot_id")
log = logging.getLogger(__name__)


@dataclass
class Watch:
    """Both clocks at the last look, and until when (on the monotonic one) to wait; kept in `note`,
    where there is one."""

    note: Path | None = None
    wall: datetime | None = None
    steady: float = 0.0
    wait_until: float = 0.0

    def is_trusted(self) -> bool:
        """Look once more; False for half an hour after the time was set forward."""
        now, steady = timezone.now(), time.monotonic()
        if self.wall is None:
            self._recall(now, steady)
        if self.wall is not None:
            leapt = (now - self.wall) - timedelta(seconds=steady - self.steady)
            if leapt > LEAP:
                self._wait(steady, "the clock leapt by", leapt)
            elif leapt < -LEAP:
                self.wait_until = 0.0  # put right again
        self.wall, self.steady = now, steady
        self._keep()
        return steady >= self.wait_until

    def _wait(self, steady: float, what: str, away: timedelta) -> None:
        log.warning("%s %s; acts by time wait for %s", what, away, WAIT)
        self.wait_until = steady + WAIT.total_seconds()

    def _recall(self, now: datetime, steady: float) -> None:
        """Go on where the process before this one looked last."""
        found = self._noted()
        if found is None:
            return
        if found.boot == _boot() and found.steady <= steady:
            self.wall, self.steady, self.wait_until = found.wall, found.steady, found.wait_until
        elif now - found.wall > LEAP:  # nobody can say whether it was off, or its clock was set
            self._wait(steady, "the machine was started again after", now - found.wall)

    def _noted(self) -> "_Noted | None":
        with suppress(OSError, ValueError):
            boot, wall, steady, wait_until = (self.note or Path()).read_text().split()
            at = datetime.fromisoformat(wall).astimezone()
            return _Noted(boot, at, float(steady), float(wait_until))
        return None

    def _keep(self) -> None:
        """Without it a restart finds no note; that holds up nothing."""
        if self.note is None or self.wall is None:
            return
        words = f"{_boot()} {self.wall.isoformat()} {self.steady} {self.wait_until}"
        with suppress(OSError):
            fresh = self.note.with_suffix(".new")
            fresh.write_text(words)
            fresh.replace(self.note)


@dataclass(frozen=True)
class _Noted:
    boot: str
    wall: datetime
    steady: float
    wait_until: float


def _boot() -> str:
    """What this run of the machine is called; elsewhere than on Linux all are called alike, and a
    monotonic clock that went back tells that it is another."""
    with suppress(OSError):
        return BOOT.read_text().strip()
    return "-"


watch = Watch(settings.DATA / "clock")
