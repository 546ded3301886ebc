"""Work the clock starts."""

from andu.approvals.jobs import index_changed
from andu.kit.jobs import every

every("approvals.index", index_changed, seconds=15)
