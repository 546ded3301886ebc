"""When a step is due: its own limit, else the policy's, counted in working time (WF-18, POL-25)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from andu.kit import worktime
from andu.organisation.calendar import calendar_for
from andu.policy.reading import value
from andu.workflow.loading import Loaded
from andu.workflow.policy import HANDLE_WITHIN


def dues_of(loaded: Loaded, nodes: Iterable[str]) -> dict[str, datetime]:
    """For each step entered now, the moment by which it is to be handled."""
    matter = loaded.matter
    usual = value(HANDLE_WITHIN, organisation=matter.organisation_id)
    calendar = calendar_for(matter.unit or matter.organisation)
    now = timezone.now()
    found = {}
    for node in nodes:
        minutes = loaded.definition.step(node).handle_within or usual
        if minutes:
            found[node] = worktime.add(calendar, now, timedelta(minutes=minutes))
    return found
