"""Work the clock starts."""

from andu.kit.jobs import every
from andu.workflow.jobs.reminding import remind_due

every("workflow.remind", remind_due, seconds=60)
