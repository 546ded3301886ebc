"""The working calendar of an organisation or unit, as the value the arithmetic needs."""

import datetime
import json
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from django.core.cache import cache
from django.utils import timezone

from andu.kit.worktime import Calendar, Interval
from andu.kit.worktime import Hours as Stretch
from andu.organisation.models import Hours, Organisation, Unit, Workday
from andu.organisation.policy import DAY, SLOTS
from andu.policy.reading import value

WORKWEEK = range(5)
BEFORE_LEAVING = datetime.timedelta(minutes=30)
AHEAD = 31  # days before a year begins, its holidays are asked for
_STATUTORY = Path(__file__).with_name("holidays.json")
_KEY, _EDITION, SECONDS = "organisation:calendar", "organisation:calendar:edition", 5


def calendar_for(place: Unit | Organisation) -> Calendar:
    """When people of a unit work: its own hours, else those of the nearest unit above, else the
    organisation's, else the usual day of the policy from Monday to Friday; holidays and make-up
    days are the organisation's. Two statements."""
    organisation = place.pk if isinstance(place, Organisation) else place.organisation_id
    week = _week(organisation, place.line if isinstance(place, Unit) else ())
    exceptions: dict[datetime.date, Stretch] = {}
    for row in Workday.objects.filter(organisation=organisation):
        exceptions[row.day] = _worked(row, week, organisation)
    return Calendar(timezone.get_default_timezone(), week, exceptions)


class Calendars:
    """The calendars of the places of one look through many rows, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, int], Calendar] = {}

    def of(self, place: Unit | Organisation) -> Calendar:
        """The calendar of this place."""
        key = (type(place), place.pk)
        if key not in self._known:
            self._known[key] = calendar_for(place)
        return self._known[key]


def calendar_shown(organisation: int | None, unit: int | None) -> Calendar:
    """The same by ids, for what is only shown: kept in memory for five seconds, so that a page
    costs no query. What is stored (when something is due) is counted by `calendar_for`."""
    key = f"{_KEY}:{cache.get(_EDITION, '')}:{organisation}:{unit}"
    found: Calendar | None = cache.get(key)
    if found is None:
        found = _read(organisation, unit)
        cache.set(key, found, SECONDS)
    return found


def forget() -> None:
    """Drop what is kept in memory; other processes follow within five seconds."""
    cache.set(_EDITION, secrets.token_hex(8), None)


def statutory(year: int) -> list[tuple[datetime.date, str, str]]:
    """The State Council's holidays and make-up days of a year, as (day, kind, name); empty when
    we do not know the year. To be checked against the notice before they are taken over."""
    known = json.loads(_STATUTORY.read_text(encoding="utf-8")).get(str(year), [])
    days = []
    for each in known:
        first = datetime.date.fromisoformat(each["from"])
        last = datetime.date.fromisoformat(each["to"])
        length = (last - first).days + 1
        days += [
            (first + datetime.timedelta(offset), "holiday", each["name"])
            for offset in range(length)
        ]
        days += [
            (datetime.date.fromisoformat(day), "make_up", each["name"]) for day in each["worked"]
        ]
    return sorted(days)


def missing_year(organisation: int, today: datetime.date) -> int | None:
    """The year whose holidays nobody has set: this one, or from a month before it the next one;
    None when all is there (POL-23 … POL-27 rest on it)."""
    ahead = today + datetime.timedelta(days=AHEAD)
    for year in sorted({today.year, ahead.year}):
        if not Workday.objects.filter(organisation=organisation, day__year=year).exists():
            return year
    return None


def years_without_days(organisation: int, years: Iterable[int]) -> list[int]:
    """Those of these years of which no holiday is set; one statement at the most."""
    wanted = sorted(set(years))
    if not wanted:
        return []
    rows = Workday.objects.filter(organisation=organisation, day__year__in=wanted)
    known = set(rows.order_by().values_list("day__year", flat=True).distinct())
    return [year for year in wanted if year not in known]


def slots_of(organisation: int, calendar: Calendar, day: datetime.date) -> list[datetime.time]:
    """When people are to have looked into the system on a day (四个时段, POL-23): as set, else when
    each stretch of work begins and half an hour before it ends; on a day off never."""
    hours = calendar.hours(day)
    said = value(SLOTS, organisation=organisation)
    if said:
        return [_time(text) for text in said.split()] if hours else []
    found = [moment for start, end in hours for moment in (start, _before(end))]
    return sorted(set(found))


def usual_day(organisation: int) -> Stretch:
    """The hours of an ordinary day by policy, e.g. 08:30-12:00 13:30-17:30."""
    return _written(value(DAY, organisation=organisation))  # what is decided, the setting checks


def stretches_of(text: str) -> Stretch:
    """The stretches of a day as typed, 08:30-12:00 13:30-17:30; ValueError when they are none, or
    do not follow one another."""
    found = _written(unicodedata.normalize("NFKC", text))
    moments = [moment for each in found for moment in each]
    if moments != sorted(set(moments)):
        raise ValueError(text)
    return found


def _written(text: str) -> Stretch:
    pairs = (part.split("-") for part in text.split())
    return tuple(Interval(_time(start), _time(end)) for start, end in pairs)


def _read(organisation: int | None, unit: int | None) -> Calendar:
    place: Unit | Organisation | None
    place = Unit.objects.filter(pk=unit).first() if unit else None
    place = place or Organisation.objects.filter(pk=organisation or 0).first()
    return calendar_for(place) if place else Calendar(timezone.get_default_timezone(), {})


def _week(organisation: int, line: tuple[int, ...]) -> dict[int, Stretch]:
    own: dict[int | None, dict[int, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for row in Hours.objects.filter(organisation=organisation):
        if row.unit_id is None or row.unit_id in line:
            own[row.unit_id][row.weekday].append(Interval(row.start, row.end))
    for unit in (*reversed(line), None):
        if unit in own:
            return {weekday: tuple(hours) for weekday, hours in own[unit].items()}
    return dict.fromkeys(WORKWEEK, usual_day(organisation))


def _worked(row: Workday, week: dict[int, Stretch], organisation: int) -> Stretch:
    if row.kind == Workday.Kind.HOLIDAY:
        return ()
    return stretches_of(row.hours) if row.hours else _usual(week, organisation)


def _usual(week: dict[int, Stretch], organisation: int) -> Stretch:
    """What is worked on a make-up day: as on the first working day of the week."""
    return next((week[day] for day in sorted(week) if week[day]), usual_day(organisation))


def _before(end: datetime.time) -> datetime.time:
    moment = datetime.datetime.combine(datetime.date(2000, 1, 1), end) - BEFORE_LEAVING
    return moment.time() if moment.day == 1 and moment.year == 2000 else end


def _time(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)
