"""Work the clock starts."""

from andu.kit.jobs import every
from andu.recurring.clockwork import look_again, look_at_the_clock, remind_of_unfilled

every("recurring.look", look_at_the_clock, seconds=60)
every("recurring.look_again", look_again, daily="00:10")
every("recurring.remind", remind_of_unfilled, daily="08:40")
