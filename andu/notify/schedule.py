"""Work the clock starts."""

from andu.kit.jobs import every
from andu.notify.clearing import clear_read
from andu.notify.delivering import deliver_due

every("notify.deliver", deliver_due, seconds=60)
every("notify.clear", clear_read, daily="03:10")
