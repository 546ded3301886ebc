"""Whether the machine's clock can be trusted just now: what cannot be undone waits when it leapt.

A monotonic clock runs beside it. Where the two part by more than a few minutes somebody has set the
time; what happens by itself and moves a matter then waits for a while, so that a slip of the hand
can be put right before limits that have not come are taken for passed.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

LEAP = timedelta(minutes=10)
WAIT = timedelta(minutes=30)
log = logging.getLogger(__name__)


@dataclass
class Watch:
    """Both clocks at the last look, and until when (on the monotonic one) to wait."""

    wall: datetime | None = None
    steady: float = 0.0
    wait_until: float = 0.0

    def is_trusted(self) -> bool:
        """Look once more; False for half an hour after the time was set forward."""
        now, steady = timezone.now(), time.monotonic()
        if self.wall is not None:
            leapt = (now - self.wall) - timedelta(seconds=steady - self.steady)
            if leapt > LEAP:
                log.warning("the clock leapt by %s; acts by time wait for %s", leapt, WAIT)
                self.wait_until = steady + WAIT.total_seconds()
            elif leapt < -LEAP:
                self.wait_until = 0.0  # put right again
        self.wall, self.steady = now, steady
        return steady >= self.wait_until


watch = Watch()
