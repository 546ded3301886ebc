"""定时发起 for machines: what the clock starts, set and read as on the pages."""

from andu.recurring.api.schedules import router

__all__ = ["router"]
