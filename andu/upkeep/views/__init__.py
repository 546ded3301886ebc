"""One file per screen."""

from andu.upkeep.views.defining import basis, flow, rule, rule_file
from andu.upkeep.views.listing import flows

__all__ = ["basis", "flow", "flows", "rule", "rule_file"]
