"""The rows of this room, one file for each noun."""

from andu.workflow.models.flow import Flow, FlowVersion
from andu.workflow.models.history import History
from andu.workflow.models.matter import Matter, Participant
from andu.workflow.models.run import Choice, Run, Seat, Visit

__all__ = [
    "Choice",
    "Flow",
    "FlowVersion",
    "History",
    "Matter",
    "Participant",
    "Run",
    "Seat",
    "Visit",
]
