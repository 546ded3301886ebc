"""On which days something recurs: plain arithmetic over a working calendar, no database.

A nominal day is the one the rule names (the 1st of each month); the day is when it takes place,
which differs where nobody works then. Several nominal days that fall on one day are one occurrence.
"""

import datetime
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from andu.kit.worktime import Calendar

DAY = datetime.timedelta(days=1)
FARTHEST = datetime.timedelta(days=60)  # how far a nominal day is moved at the most
STRIDES = (40, 400, 4400)  # days looked ahead for the next ones, in turn


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class On(StrEnum):
    """Which day of a month."""

    DAY = "day"
    LAST_DAY = "last_day"
    WORKDAY = "workday"
    LAST_WORKDAY = "last_workday"


class Off(StrEnum):
    """What becomes of a nominal day nobody works on."""

    AS_IS = "as_is"
    NEXT = "next"
    BEFORE = "before"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """When something recurs. `weekdays`: Monday is 0. `number` is the day of the month, or which
    working day; where a month has fewer it is the last. `month` counts for YEAR."""

    every: Every
    since: datetime.date
    until: datetime.date | None = None
    weekdays: frozenset[int] = frozenset()
    on: On = On.DAY
    number: int = 1
    month: int = 1
    off: Off = Off.AS_IS


@dataclass(frozen=True, order=True)
class Occurrence:
    """Once: on which day, and which nominal day it is for."""

    day: datetime.date
    nominal: datetime.date


def occurrences(
    rhythm: Rhythm, calendar: Calendar, first: datetime.date, last: datetime.date
) -> list[Occurrence]:
    """Every occurrence with its day from `first` to `last`, in order, one a day at the most."""
    found: dict[datetime.date, Occurrence] = {}
    for nominal in _nominals(rhythm, calendar, first - FARTHEST, last + FARTHEST):
        day = _moved(rhythm.off, calendar, nominal)
        if day is not None and first <= day <= last:
            found.setdefault(day, Occurrence(day, nominal))
    return sorted(found.values())


def following(
    rhythm: Rhythm, calendar: Calendar, first: datetime.date, count: int
) -> list[Occurrence]:
    """The next `count` occurrences from `first` on; fewer where it ends before."""
    found: list[Occurrence] = []
    for stride in STRIDES:
        found = occurrences(rhythm, calendar, first, first + stride * DAY)
        if len(found) >= count:
            break
    return found[:count]


def _nominals(
    rhythm: Rhythm, calendar: Calendar, first: datetime.date, last: datetime.date
) -> Iterator[datetime.date]:
    first, last = max(first, rhythm.since), min(last, rhythm.until or last)
    if first > last:
        return
    if rhythm.every in (Every.MONTH, Every.YEAR):
        yield from _monthly(rhythm, calendar, first, last)
        return
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if rhythm.every is Every.DAY or day.weekday() in rhythm.weekdays:
            yield day


def _monthly(
    rhythm: Rhythm, calendar: Calendar, first: datetime.date, last: datetime.date
) -> Iterator[datetime.date]:
    for months in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = months // 12, months % 12 + 1
        if rhythm.every is Every.YEAR and month != rhythm.month:
            continue
        day = _in_month(rhythm, calendar, year, month)
        if day is not None and first <= day <= last:
            yield day


def _in_month(
    rhythm: Rhythm, calendar: Calendar, year: int, month: int
) -> datetime.date | None:  # fmt: skip
    length = monthrange(year, month)[1]
    if rhythm.on is On.LAST_DAY:
        return datetime.date(year, month, length)
    if rhythm.on is On.DAY:
        return datetime.date(year, month, min(rhythm.number, length))
    days = (datetime.date(year, month, number) for number in range(1, length + 1))
    worked = [day for day in days if calendar.is_workday(day)]
    if not worked:
        return None
    last = rhythm.on is On.LAST_WORKDAY or rhythm.number > len(worked)
    return worked[-1] if last else worked[rhythm.number - 1]


def _moved(off: Off, calendar: Calendar, nominal: datetime.date) -> datetime.date | None:
    if off is Off.AS_IS or calendar.is_workday(nominal):
        return nominal
    if off is Off.LEFT_OUT:
        return None
    step = DAY if off is Off.NEXT else -DAY
    days = (nominal + number * step for number in range(1, FARTHEST.days + 1))
    return next((day for day in days if calendar.is_workday(day)), None)
