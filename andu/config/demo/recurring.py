"""What the clock starts in the demo: set on its first day, and come to on each that is lived."""

import datetime
from typing import Any

from django.utils import timezone

from andu.approvals.models import Template
from andu.config.demo.office import Office
from andu.organisation.models import Unit
from andu.recurring import actions, queries
from andu.recurring.models import Schedule
from andu.recurring.occurring import Every, On, Rhythm
from andu.recurring.planning import Plan
from andu.workflow.succession import the_system


def schedule(office: Office) -> None:
    """What the file says; nothing where an organisation has none."""
    if not (office.folder / "recurring.json").exists():
        return
    keeper = office.actor(office.member(office.data["keeper"]))
    flows = {each.key: each for each in Template.objects.filter(organisation=office.organisation)}
    for row in office.told("recurring")["schedules"]:
        actions.schedule(flows[row["flow"]], _plan(office, row), by=keeper)


def strike(office: Office) -> None:
    """What the clock has come to by now."""
    system = the_system(office.organisation.pk)
    for one in queries.due().filter(template__organisation=office.organisation):
        actions.occur(one, by=system)
    for start in queries.asked():
        if start.occasion.schedule.template.organisation_id == office.organisation.pk:
            actions.start_for(start, by=system)


def _plan(office: Office, row: dict[str, Any]) -> Plan:
    units = Unit.objects.filter(organisation=office.organisation, name__in=row.get("units", ()))
    rhythm = Rhythm(
        every=Every(row["every"]), on=On(row["on"]), number=row["number"],
        month=row.get("month", 1), since=timezone.localdate(),
    )  # fmt: skip
    return Plan(
        name=row["name"], who=row["who"], units=tuple(units), rhythm=rhythm,
        members=tuple(office.member(name) for name in row.get("members", ())),
        time=datetime.time.fromisoformat(row["time"]), mode=Schedule.Mode.DRAFT.value,
        title=row["title"], raw=row["raw"], today=tuple(row.get("today", ())),
    )  # fmt: skip
