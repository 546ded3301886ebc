"""Work the clock starts."""

from andu.files.clearing import clear_abandoned, clear_renditions, clear_strays, clear_uploads
from andu.kit.jobs import every

every("files.clear", clear_abandoned, seconds=3600)
every("files.uploads", clear_uploads, seconds=3600)
every("files.strays", clear_strays, daily="03:40")
every("files.renditions", clear_renditions, daily="04:10")
