"""When a step is due: its own limit, else the policy's, counted in working time (WF-18, POL-25)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from andu.kit import worktime
from andu.policy.reading import value
from andu.workflow.loading import Loaded
from andu.workflow.policy import HANDLE_WITHIN


def dues_of(loaded: Loaded, nodes: Iterable[str]) -> dict[str, datetime]:
    """For each step entered now, the moment by which it is to be handled."""
    matter = loaded.matter
    usual = value(HANDLE_WITHIN, organisation=matter.organisation_id)
    calendar = usual_calendar()
    now = timezone.now()
    found = {}
    for node in nodes:
        minutes = loaded.definition.step(node).handle_within or usual
        if minutes:
            found[node] = worktime.add(calendar, now, timedelta(minutes=minutes))
    return found


def usual_calendar() -> worktime.Calendar:
    """Monday to Friday, 8:30 to 12:00 and 14:00 to 17:30, in the civil time zone."""
    day = (
        worktime.Interval(time(8, 30), time(12, 0)),
        worktime.Interval(time(14, 0), time(17, 30)),
    )
    return worktime.Calendar(timezone.get_default_timezone(), dict.fromkeys(range(5), day))
