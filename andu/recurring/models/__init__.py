"""What this room knows: schedules, the occasions they came to, and what became of each person's."""

from andu.recurring.models.occasion import Occasion, Start
from andu.recurring.models.schedule import Schedule

__all__ = ["Occasion", "Schedule", "Start"]
