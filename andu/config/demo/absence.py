"""Who is away when, and who handles it meanwhile."""

import datetime
from contextlib import suppress

from andu.config.demo.office import Office
from andu.config.demo.plan import Plan
from andu.kit.verdict import Refused
from andu.workflow.actions import delegate
from andu.workflow.models import Delegation
from andu.workflow.rules_absence import Absence
from andu.workflow.schedule import turn_delegations


def settle_absences(office: Office, plan: Plan, now: datetime.datetime) -> None:
    """Set what is to begin today or was to begin since, once; days count from the end of the demo.
    Then let the clock begin and end."""
    today, last = now.astimezone(plan.calendar.zone).date(), plan.end.date()
    for row in office.data["absences"]:
        since = last + datetime.timedelta(days=row["from"])
        until = last + datetime.timedelta(days=row["until"])
        absent = office.member(row["absent"])
        known = Delegation.objects.filter(absent=absent, until=until).exists()
        if since <= today <= until and not known:
            asked = Absence(
                absent=absent, delegate=office.member(row["delegate"]), since=today, until=until,
                reason=row["reason"],
            )  # fmt: skip
            with suppress(Refused):
                delegate(asked, by=office.actor(absent))
    turn_delegations()
