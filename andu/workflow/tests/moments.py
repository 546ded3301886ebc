"""Time as the stories need it: a Monday morning, and moments after it."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the second week of March 2026; day 0 is Monday the 9th."""
    return datetime(2026, 3, 9 + day, hour, minute, tzinfo=ZONE)
