"""The verbs of this room."""

from andu.recurring.actions.keeping import (
    end_schedule,
    pause_schedule,
    reschedule,
    resume_schedule,
    schedule,
)
from andu.recurring.actions.occurring import occur
from andu.recurring.actions.reminding import remind_unfilled
from andu.recurring.actions.starting import note_fault, start_for

__all__ = [
    "end_schedule", "note_fault", "occur", "pause_schedule", "remind_unfilled", "reschedule",
    "resume_schedule", "schedule", "start_for",
]  # fmt: skip
