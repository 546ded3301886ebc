"""Work the clock starts."""

from andu.downloads.clearing import clear_old
from andu.kit.jobs import every

every("downloads.clear", clear_old, daily="03:20")
