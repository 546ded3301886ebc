"""One file per screen."""

from andu.upkeep.views.analysing import analysis, analysis_export, analysis_propose
from andu.upkeep.views.defining import basis, flow, rule, rule_file
from andu.upkeep.views.listing import flows, starters
from andu.upkeep.views.monitoring import matter, running
from andu.upkeep.views.online import fix, lift, register, waiver_decide, waiver_new
from andu.upkeep.views.reporting import report, report_new, report_say, reports

__all__ = [
    "analysis",
    "analysis_export",
    "analysis_propose",
    "basis",
    "fix",
    "flow",
    "flows",
    "lift",
    "matter",
    "register",
    "report",
    "report_new",
    "report_say",
    "reports",
    "rule",
    "rule_file",
    "running",
    "starters",
    "waiver_decide",
    "waiver_new",
]
