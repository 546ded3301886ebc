"""When a step or a matter is due: its own limit, else the policy's, counted in working time
(WF-17, WF-18, POL-24 … POL-27)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from andu.engine.nodes import Step
from andu.kit import worktime
from andu.kit.worktime import Calendar
from andu.organisation import known
from andu.organisation.models import Organisation, Unit
from andu.policy.reading import value
from andu.workflow.chips import USUAL_DAY, length_of_day
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter
from andu.workflow.owning import policy_of
from andu.workflow.policy import (
    FINISH_TEXT_WITHIN,
    FINISH_WITHIN,
    HANDLE_WITHIN,
    RESPOND_WITHIN,
)


@dataclass(frozen=True)
class Limits:
    """By when a seat is to be opened first, and by when handled; None is without limit."""

    respond: datetime | None = None
    handle: datetime | None = None


NO_LIMITS = Limits()


def dues_of(loaded: Loaded, nodes: Iterable[str]) -> dict[str, datetime]:
    """For each step entered now, the moment by which it is to be handled."""
    found = limits_of(loaded, nodes)
    return {node: limits.handle for node, limits in found.items() if limits.handle}


def limits_of(loaded: Loaded, nodes: Iterable[str]) -> dict[str, Limits]:
    """For each step entered now, both limits."""
    matter, now = loaded.matter, timezone.now()
    calendar = calendar_of(matter)
    steps = {node: loaded.definition.step(node) for node in nodes}
    return {node: limits_from(matter, step, calendar, now) for node, step in steps.items()}


def limits_from(matter: Matter, step: Step, calendar: Calendar, start: datetime) -> Limits:
    """The limits of a step whose turn begins at `start`, not after what an instruction says."""
    usual = usual_from(matter, step, calendar, start)
    return Limits(usual.respond, within(matter, start, usual.handle))


def usual_from(matter: Matter, step: Step, calendar: Calendar, start: datetime) -> Limits:
    """The limits of a step whose turn begins at `start`: its own, else those of the unit."""
    respond, handle = step.respond_within, step.handle_within
    respond = policy_of(matter, RESPOND_WITHIN) if respond is None else respond
    handle = policy_of(matter, HANDLE_WITHIN) if handle is None else handle
    return Limits(later(calendar, start, respond), later(calendar, start, handle))


def within(matter: Matter, start: datetime, handle: datetime | None) -> datetime | None:
    """No turn is given longer than an instruction gives the whole matter (WF-17), as long as that
    moment is to come."""
    if not matter.is_instructed or matter.due is None or matter.due <= start:
        return handle
    return min(handle, matter.due) if handle else matter.due


def later(calendar: Calendar, start: datetime, minutes: int) -> datetime | None:
    """The moment so many working minutes later; None for no minutes, and when nobody works.

    Eight hours are a working day, however long that is: what has one working day is
    due at the same hour of the next one.
    """
    if not minutes:
        return None
    days, rest = divmod(minutes, USUAL_DAY)
    try:
        length = timedelta(minutes=days * length_of_day(calendar) + rest)
        return worktime.add(calendar, start, length)
    except ValueError:
        return None


def calendar_of(matter: Matter) -> Calendar:
    """The calendar a matter's time is counted by: that of the owning unit."""
    return known.calendar_of(matter.unit or matter.organisation)


def finish_by(
    place: Unit | Organisation, start: datetime, *, is_text: bool = False
) -> datetime | None:
    """By when a matter of this place begun at `start` is to be finished: the end of the second
    working day after it, of the third for a text document. The day itself does not count."""
    setting = FINISH_TEXT_WITHIN if is_text else FINISH_WITHIN
    organisation, units = _place(place)
    days = value(setting, organisation=organisation, units=units)
    return end_of_day(known.calendar_of(place), start, days) if days else None


def end_of_day(calendar: Calendar, start: datetime, days: int) -> datetime | None:
    """When work ends on the `days`-th working day after `start`; None when nobody works."""
    try:
        day = worktime.add_workdays(calendar, start.astimezone(calendar.zone).date(), days)
    except ValueError:
        return None
    return datetime.combine(day, calendar.hours(day)[-1].end, calendar.zone)


def prolonged_of(loaded: Loaded) -> dict[int, Limits]:
    """By when the open seats by number, and the matter (0), are due after the pause that ends now:
    later by the working time it took."""
    matter, since = loaded.matter, loaded.run.suspended
    if since is None:
        return {}
    calendar = calendar_of(matter)
    lost = worktime.between(calendar, since, timezone.now())
    found = {
        number: Limits(moved(calendar, row.respond_due, lost), moved(calendar, row.due, lost))
        for number, row in loaded.seats.items() if row.state == "open"
    }  # fmt: skip
    return {**found, 0: Limits(handle=moved(calendar, matter.due, lost))}


def moved(calendar: Calendar, due: datetime | None, lost: timedelta) -> datetime | None:
    """Later by working time; what nobody works towards stays as it was."""
    try:
        return worktime.add(calendar, due, lost) if due and lost else due
    except ValueError:
        return due


def _place(place: Unit | Organisation) -> tuple[int, tuple[int, ...]]:
    if isinstance(place, Organisation):
        return place.pk, ()
    return place.organisation_id, place.line
