"""The verbs of this room."""

from andu.upkeep.actions.fixing import ask_waiver, decide_waiver, fix_online, lift
from andu.upkeep.actions.proposing import propose_change
from andu.upkeep.actions.reporting import (
    Problem,
    add_to_report,
    answer_report,
    close_report,
    report,
)
from andu.upkeep.actions.starting import add_starters
from andu.upkeep.actions.writing import Regulation, ground, write_rule

__all__ = [
    "Problem",
    "Regulation",
    "add_starters",
    "add_to_report",
    "answer_report",
    "ask_waiver",
    "close_report",
    "decide_waiver",
    "fix_online",
    "ground",
    "lift",
    "propose_change",
    "report",
    "write_rule",
]
