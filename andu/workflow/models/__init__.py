"""The rows of this room, one file for each noun."""

from andu.workflow.models.circulation import Circulation
from andu.workflow.models.consultation import (
    Consultation,
    ConsultationPaper,
    ConsultationWord,
)
from andu.workflow.models.deadline import Deadline, LateAct
from andu.workflow.models.delegation import Delegation
from andu.workflow.models.displacement import Displacement
from andu.workflow.models.enclosure import Enclosure
from andu.workflow.models.errand import Errand
from andu.workflow.models.flow import Flow, FlowVersion
from andu.workflow.models.follow import Follow
from andu.workflow.models.handover import Handover, HandoverItem
from andu.workflow.models.history import History
from andu.workflow.models.matter import Matter, Participant
from andu.workflow.models.pool import Pool, PoolCandidate
from andu.workflow.models.proposal import Proposal
from andu.workflow.models.relation import Relation
from andu.workflow.models.responsibility import Finding, Responsibility
from andu.workflow.models.run import Choice, ChoiceLeap, Run, Seat, Visit
from andu.workflow.models.supplement import Supplement
from andu.workflow.models.timing import Escalation, Timer
from andu.workflow.models.urging import MatterReminder, Reminder, UrgeDuty, Urging
from andu.workflow.models.vacancy import Vacancy

__all__ = [
    "Choice",
    "ChoiceLeap",
    "Circulation",
    "Consultation",
    "ConsultationPaper",
    "ConsultationWord",
    "Deadline",
    "Delegation",
    "Displacement",
    "Enclosure",
    "Errand",
    "Escalation",
    "Finding",
    "Flow",
    "FlowVersion",
    "Follow",
    "Handover",
    "HandoverItem",
    "History",
    "LateAct",
    "Matter",
    "MatterReminder",
    "Participant",
    "Pool",
    "PoolCandidate",
    "Proposal",
    "Relation",
    "Reminder",
    "Responsibility",
    "Run",
    "Seat",
    "Supplement",
    "Timer",
    "UrgeDuty",
    "Urging",
    "Vacancy",
    "Visit",
]
