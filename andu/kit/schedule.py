"""What the clock starts here."""

from andu.kit.jobs import every
from andu.kit.jobs.worker import sweep
from andu.kit.once import forget

every("kit.sweep_jobs", sweep, daily="03:20")
every("kit.forget_keys", forget, daily="03:25")
