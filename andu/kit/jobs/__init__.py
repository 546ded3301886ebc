"""Work handed over to the job worker, and work the clock starts (docs/decisions/0003-jobs.md)."""

from andu.kit.jobs.clock import every
from andu.kit.jobs.queue import Rank, later

__all__ = ["Rank", "every", "later"]
