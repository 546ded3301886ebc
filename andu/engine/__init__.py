"""The workflow core: what a flow is, where a run stands, what a command does. No clock, no I/O."""

from andu.engine.commands import (
    Agree,
    Command,
    Disagree,
    MarkRead,
    Resubmit,
    Return,
    Start,
    TakeBack,
    Terminate,
    Withdraw,
)
from andu.engine.definition import Definition, Drafting, Withdrawal
from andu.engine.nodes import Automatic, Edge, Fork, Gate, Mode, Nature, Region, Step

__all__ = [
    "Agree",
    "Automatic",
    "Command",
    "Definition",
    "Disagree",
    "Drafting",
    "Edge",
    "Fork",
    "Gate",
    "MarkRead",
    "Mode",
    "Nature",
    "Region",
    "Resubmit",
    "Return",
    "Start",
    "Step",
    "TakeBack",
    "Terminate",
    "Withdraw",
    "Withdrawal",
]
