"""Work the clock starts."""

from andu.kit.jobs import every
from andu.webhooks.jobs import clear_old, send_due

every("webhooks.send", send_due, seconds=10)
every("webhooks.clear", clear_old, daily="03:40")
