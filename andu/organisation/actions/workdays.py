"""The working calendar: days that differ, and the hours of a week."""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation import events, rules
from andu.organisation.calendar import forget
from andu.organisation.models import Hours, Organisation, Unit, Workday

Stretch = tuple[datetime.time, datetime.time]


class Day(NamedTuple):
    """A day that differs; a kind of "" makes it an ordinary one again. `hours` only where it is
    worked, and other than usual."""

    day: datetime.date
    kind: str
    name: str = ""
    hours: str = ""


@transaction.atomic
def set_days(
    organisation: Organisation, days: Iterable[tuple[Any, ...]], *, by: Actor
) -> int:  # fmt: skip
    """Days that differ, each a Day or a tuple like one; returns how many."""
    organisation = lock(organisation)
    require(rules.may_set_days(by, organisation.pk))
    labels, count = dict(Workday.Kind.choices), 0
    for each in (Day(*one) for one in days):
        require(rules.may_be_day(each.kind, each.hours))
        if each.kind:
            said = {"kind": each.kind, "name": each.name, "hours": each.hours}
            Workday.objects.update_or_create(organisation=organisation, day=each.day, defaults=said)
        else:
            Workday.objects.filter(organisation=organisation, day=each.day).delete()
        what = f"{labels[each.kind]} {each.name} {each.hours}" if each.kind else _("平常日")
        record(
            events.WorkdaySet(day=each.day.isoformat(), what=what.strip()), by=by, on=organisation
        )
        count += 1
    transaction.on_commit(forget)
    return count


@transaction.atomic
def set_hours(
    organisation: Organisation, unit: Unit | None, week: dict[int, list[Stretch]], *, by: Actor
) -> None:
    """The hours of each weekday (Monday is 0), for the organisation or one unit."""
    organisation = lock(organisation)
    require(rules.may_structure(by, organisation.pk, unit.path if unit else ""))
    if any(start >= end for day in week.values() for start, end in day):
        raise Refused(no(_("下班时间早于上班时间，请改正。"), "invalid"))
    Hours.objects.filter(organisation=organisation, unit=unit).delete()
    Hours.objects.bulk_create(
        Hours(organisation=organisation, unit=unit, weekday=weekday, start=start, end=end)
        for weekday, day in week.items() for start, end in day
    )  # fmt: skip
    said = "；".join(
        f"{weekday + 1} " + "、".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in day)
        for weekday, day in sorted(week.items()) if day
    )  # fmt: skip
    record(events.HoursSet(what=said), by=by, on=unit or organisation)
    transaction.on_commit(forget)
