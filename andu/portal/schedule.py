"""Work the clock starts."""

from andu.kit.jobs import every
from andu.portal.jobs import clear_batches

every("portal.clear_batches", clear_batches, daily="03:15")
