"""The working calendar: days that differ, and the hours of a week."""

import datetime
from collections.abc import Iterable

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


@transaction.atomic
def set_days(
    organisation: Organisation, days: Iterable[tuple[datetime.date, str, str]], *, by: Actor
) -> int:
    """Days that differ, as (day, kind, name); a kind of "" makes the day an ordinary one again."""
    organisation = lock(organisation)
    require(rules.may_set_days(by, organisation.pk))
    labels, count = dict(Workday.Kind.choices), 0
    for day, kind, name in days:
        if kind:
            Workday.objects.update_or_create(
                organisation=organisation, day=day, defaults={"kind": kind, "name": name}
            )
        else:
            Workday.objects.filter(organisation=organisation, day=day).delete()
        what = f"{labels[kind]} {name}" if kind else _("平常日")
        record(events.WorkdaySet(day=day.isoformat(), what=what), by=by, on=organisation)
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
