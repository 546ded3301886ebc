"""When people are told beyond the bell: at once, gathered, in working time, never at night."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from andu.kit import worktime
from andu.kit.worktime import Calendar
from andu.notify.models import Rhythm
from andu.notify.policy import (
    AT_ONCE,
    DAILY,
    DIGEST,
    DIGEST_AT,
    HOURLY,
    QUIET,
    SLOTS,
    URGENT_BREAKS,
    WORKING,
)
from andu.organisation.calendar import calendar_for, slots_of
from andu.organisation.models import Organisation
from andu.policy.reading import value

MOST_URGENT = 1  # 特急, as in todo
FARTHEST = 60  # days in which a slot is looked for; nobody's digest waits longer
Quiet = tuple[datetime.time, datetime.time] | None


@dataclass(frozen=True)
class Beat:
    """One person's rhythm in force. `calendar` only where working time counts; `breaks`: what is
    most urgent comes through at any time. `place` is the organisation whose slots count."""

    digest: str
    at: datetime.time
    quiet: Quiet
    breaks: bool
    calendar: Calendar | None = None
    place: int = 0

    def goes_at(self, now: datetime.datetime, urgency: int) -> datetime.datetime:
        """When something told now goes out."""
        if self.breaks and urgency == MOST_URGENT:
            return now
        return self._after_quiet(self._working(self._after_quiet(self._gathered(now))))

    def is_quiet(self, now: datetime.datetime, urgency: int = 0) -> bool:
        """Whether nothing may pop up now."""
        through = self.breaks and urgency == MOST_URGENT
        return not through and self._after_quiet(now) != now

    def _gathered(self, now: datetime.datetime) -> datetime.datetime:
        here = timezone.localtime(now)
        if self.digest == HOURLY:
            return here.replace(minute=0, second=0, microsecond=0) + datetime.timedelta(hours=1)
        if self.digest == DAILY:
            return _next(here, self.at)
        if self.digest == SLOTS and self.calendar is not None:
            return self._next_slot(self.calendar, here)
        return now

    def _next_slot(self, calendar: Calendar, here: datetime.datetime) -> datetime.datetime:
        """The next of the day's slots, today or on the next day that is worked."""
        for away in range(FARTHEST):
            day = here.date() + datetime.timedelta(days=away)
            for slot in slots_of(self.place, calendar, day):
                moment = datetime.datetime.combine(day, slot, here.tzinfo)
                if moment > here:
                    return moment
        return here

    def _working(self, now: datetime.datetime) -> datetime.datetime:
        if self.digest != WORKING or self.calendar is None:
            return now
        instant = datetime.timedelta(microseconds=1)
        try:
            # an instant of work later: what comes with the end of a day waits for the next one
            return max(now, worktime.add(self.calendar, now, instant) - instant)
        except ValueError:  # a calendar without work holds nothing up
            return now

    def _after_quiet(self, moment: datetime.datetime) -> datetime.datetime:
        if self.quiet is None:
            return moment
        since, until = self.quiet
        here = timezone.localtime(moment)
        inside = since <= here.time() < until if since < until else (
            here.time() >= since or here.time() < until
        )  # fmt: skip
        return _next(here, until) if inside else moment


def beats_of(people: Mapping[int, int]) -> dict[int, Beat]:
    """Member id → rhythm, for members with their organisation's id; one statement, and two for
    each organisation in which somebody asks for working time."""
    chosen = {row.member_id: row for row in Rhythm.objects.filter(member__in=people.keys())}
    calendars: dict[int, Calendar] = {}
    found = {}
    for member, place in people.items():
        found[member] = _beat(chosen.get(member), place, calendars)
    return found


def _beat(own: Rhythm | None, place: int, calendars: dict[int, Calendar]) -> Beat:
    digest = (own.digest if own else "") or value(DIGEST, organisation=place)
    if digest in (WORKING, SLOTS) and place not in calendars:
        calendars[place] = calendar_for(Organisation.objects.get(pk=place))
    at = own.daily_at if own and own.digest and own.daily_at else None
    return Beat(
        digest=digest or AT_ONCE, quiet=_quiet(own, place), calendar=calendars.get(place),
        place=place,
        at=at or datetime.time.fromisoformat(value(DIGEST_AT, organisation=place)),
        breaks=value(URGENT_BREAKS, organisation=place),
    )  # fmt: skip


def _quiet(own: Rhythm | None, place: int) -> Quiet:
    if own and own.quiet == Rhythm.Quiet.NONE:
        return None
    if own and own.quiet == Rhythm.Quiet.OWN and own.quiet_since and own.quiet_until:
        return own.quiet_since, own.quiet_until
    usual = value(QUIET, organisation=place)
    if not usual:
        return None
    since, until = (datetime.time.fromisoformat(part) for part in usual.split("-"))
    return since, until


def _next(here: datetime.datetime, at: datetime.time) -> datetime.datetime:
    """The next time the clock shows `at`, today or tomorrow."""
    today = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > here else today + datetime.timedelta(days=1)
