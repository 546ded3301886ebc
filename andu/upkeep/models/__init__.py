"""The facts of this room."""

from andu.upkeep.models.online import Fixing, Waiver
from andu.upkeep.models.report import Reply, Report
from andu.upkeep.models.written import Basis, WrittenRule

__all__ = ["Basis", "Fixing", "Reply", "Report", "Waiver", "WrittenRule"]
