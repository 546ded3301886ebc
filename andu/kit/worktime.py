"""Arithmetic on working time: the calendar is a value, its rows belong to `organisation`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

_LONGEST_PAUSE = 400  # days without work after which a calendar is taken for empty


class Interval(NamedTuple):
    """A stretch of work within one day, from `start` until before `end`."""

    start: time
    end: time


Hours = tuple[Interval, ...]


@dataclass(frozen=True)
class Calendar:
    """When people work: hours by weekday (Monday is 0), and days that differ.

    `exceptions` holds holidays (no hours) and make-up days (调休, the hours worked);
    `zone` is the civil time zone in which the hours are meant.
    """

    zone: tzinfo
    week: Mapping[int, Hours]
    exceptions: Mapping[date, Hours] = field(default_factory=dict)

    def hours(self, day: date) -> Hours:
        """The working hours of one day, in order; empty on a day off."""
        return self.exceptions.get(day, self.week.get(day.weekday(), ()))

    def is_workday(self, day: date) -> bool:
        """Whether anybody works on this day."""
        return bool(self.hours(day))


def add(calendar: Calendar, start: datetime, duration: timedelta) -> datetime:
    """The moment at which `duration` of working time has passed since `start` (both aware).

    A negative duration looks back. Raises ValueError when the calendar has no work in over a year.
    """
    if duration < timedelta(0):
        return _back(calendar, start, -duration)
    for morning, closed in _spans(calendar, start):
        opened = max(morning, start)
        if opened < closed and duration <= closed - opened:
            return opened + duration
        duration -= max(closed - opened, timedelta(0))
    raise ValueError("the calendar has no working time")


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Working time from `start` to `end`; negative when `end` is earlier."""
    if end < start:
        return -between(calendar, end, start)
    total = timedelta(0)
    day, last = _day(calendar, start), _day(calendar, end)
    while day <= last:
        for opened, closed in day_spans(calendar, day):
            total += max(min(closed, end) - max(opened, start), timedelta(0))
        day += timedelta(days=1)
    return total


def add_workdays(calendar: Calendar, start: date, days: int) -> date:
    """The `days`-th working day after `start` (three working days, 三个工作日内); 0 is the first
    working day from `start` on. Raises ValueError when there is no such day within reach."""
    day, pause = start, 0
    while True:
        if calendar.is_workday(day):
            pause = 0
            if days <= 0:
                return day
        pause += 1
        if pause > _LONGEST_PAUSE:
            raise ValueError("the calendar has no working time")
        day += timedelta(days=1)
        days -= calendar.is_workday(day)


def _back(calendar: Calendar, start: datetime, duration: timedelta) -> datetime:
    for opened, evening in _spans(calendar, start, step=-1):
        closed = min(evening, start)
        if opened < closed and duration <= closed - opened:
            return closed - duration
        duration -= max(closed - opened, timedelta(0))
    raise ValueError("the calendar has no working time")


def _spans(
    calendar: Calendar, start: datetime, step: int = 1
) -> Iterator[tuple[datetime, datetime]]:
    """Working spans day by day from the day of `start`, forwards or backwards."""
    day, pause = _day(calendar, start), 0
    while pause <= _LONGEST_PAUSE:
        spans = day_spans(calendar, day)
        yield from spans if step > 0 else reversed(spans)
        pause = 0 if spans else pause + 1
        day += timedelta(days=step)


def _day(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(calendar.zone).date()


def day_spans(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    """When people work on a day, from and to."""
    return [
        (
            datetime.combine(day, interval.start, calendar.zone),
            datetime.combine(day, interval.end, calendar.zone),
        )
        for interval in calendar.hours(day)
    ]
