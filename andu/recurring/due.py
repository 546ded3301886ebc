"""When a schedule comes to its next occurrence, by the calendar of the department that owns it."""

import datetime

from django.utils import timezone

from andu.kit.worktime import Calendar
from andu.organisation.calendar import calendar_for
from andu.recurring.models import Schedule
from andu.recurring.occurring import DAY, Occurrence, following

WITHIN = 20  # occurrences looked at for the next one that was not held


def calendar_of(schedule: Schedule) -> Calendar:
    """The working calendar it goes by."""
    return calendar_for(schedule.template.unit)


def planned(schedule: Schedule, calendar: Calendar, day: datetime.date) -> datetime.datetime:
    """The moment on that day."""
    return datetime.datetime.combine(day, schedule.time, calendar.zone)


def coming(schedule: Schedule, calendar: Calendar, count: int) -> list[datetime.datetime]:
    """The next moments, those held already left out; one statement."""
    now = timezone.now()
    today = timezone.localdate(now, calendar.zone)
    found = following(schedule.rhythm, calendar, today, count + WITHIN)
    held = held_of(schedule, today)
    fresh = [each for each in found if is_fresh(each, held)]
    moments = (planned(schedule, calendar, each.day) for each in fresh)
    return [each for each in moments if each > now][:count]


def held_of(schedule: Schedule, since: datetime.date) -> set[tuple[str, datetime.date]]:
    """The nominal days and the days that are done, about from this day on; one statement."""
    rows = schedule.occasions.filter(day__gte=since - 130 * DAY)
    found = set[tuple[str, datetime.date]]()
    for nominal, day in rows.values_list("nominal", "day"):
        found |= {("nominal", nominal), ("day", day)}
    return found


def is_fresh(one: Occurrence, held: set[tuple[str, datetime.date]]) -> bool:
    """Whether neither the day nor the nominal one has had its turn."""
    return held.isdisjoint({("nominal", one.nominal), ("day", one.day)})
