"""What the demo's departments do about their flows: written rules, flows done online only,
problems reported and answered, requests for flows. Made once, some days before the demo ends, by
the product's own actions."""

import datetime
from contextlib import suppress
from typing import Any

from django.utils import timezone

from andu.approvals.models import Template
from andu.config.demo import acting, clock
from andu.config.demo.office import Office
from andu.config.demo.plan import Plan, Story
from andu.kit import worktime
from andu.kit.verdict import Refused
from andu.organisation.models import Unit
from andu.upkeep import actions
from andu.upkeep.actions import Problem, Regulation
from andu.upkeep.models import Report

APART = 9000  # numbers of stories that no plan tells
DAYS = 5  # that are left when it is done, the day itself included
LATELY = datetime.timedelta(hours=3)


def evening_of(day: datetime.date, plan: Plan) -> datetime.datetime:
    """When work of a day ends, for what is done after it."""
    return datetime.datetime.combine(day, plan.calendar.hours(day)[-1].end, plan.calendar.zone)


def look_after(office: Office) -> None:
    """Rules, what goes online only, what is reported; nothing where an organisation has none."""
    if not _tells(office):
        return
    told = office.told("upkeep")
    keeper = office.actor(office.member(office.data["keeper"]))
    unit = Unit.objects.get(organisation=office.organisation, name=told["supervisor"])
    actions.add_starters(unit, by=keeper)
    office.__dict__.pop("versions", None)  # there are more now
    flows = {each.key: each for each in Template.objects.filter(organisation=office.organisation)}
    for row in told["rules"]:
        actions.write_rule(flows[row["flow"]], _regulation(row), by=keeper)
    for row in told["online"]:
        actions.fix_online(flows[row["flow"]], timezone.localdate(), row["basis"], by=keeper)
    for row in told["waivers"]:
        _waive(office, flows, row)
    for row in told["reports"]:
        _report(office, flows, row)


def ask_for_flows(office: Office, plan: Plan) -> None:
    """Somebody wants a flow, some hours before the demo ends: nobody has come to it yet."""
    told = office.told("upkeep")["requests"] if _tells(office) else []
    with clock.at(worktime.add(plan.calendar, plan.end, -LATELY)):
        for number, row in enumerate(told):
            _ask(office, plan, number, row)


def _tells(office: Office) -> bool:
    return (office.folder / "upkeep.json").exists()


def _regulation(row: dict[str, Any]) -> Regulation:
    day = datetime.date.fromisoformat(row["from"])
    return Regulation(
        name=row["name"], document_number=row["number"], valid_from=day, basis=row.get("basis", "")
    )


def _waive(office: Office, flows: dict[str, Template], row: dict[str, Any]) -> None:
    who = office.actor(office.member(row["who"]))
    made = actions.ask_waiver(flows[row["flow"]], row["title"], row["reason"], by=who)
    if "by" in row:
        by = office.actor(office.member(row["by"]))
        actions.decide_waiver(made, row["outcome"], row.get("words", ""), by=by)


def _report(office: Office, flows: dict[str, Template], row: dict[str, Any]) -> None:
    who = office.actor(office.member(row["who"]))
    said = Problem(kind=row["kind"], words=row["words"], template=flows.get(row.get("flow", "")))
    made = actions.report(said, by=who)
    for reply in row.get("replies", ()):
        made = Report.objects.get(pk=made.pk)
        by = office.actor(office.member(reply["by"]))
        verb = actions.close_report if reply.get("closes") else actions.answer_report
        verb(made, reply["words"], by=by)


def _ask(office: Office, plan: Plan, number: int, row: dict[str, Any]) -> None:
    """Somebody asks for a flow; the form's own rules may find fault with what the file says."""
    units = {
        unit.name: str(unit.pk) for unit in Unit.objects.filter(organisation=office.organisation)
    }
    values = {
        key: units.get(said, said) if isinstance(said, str) else said
        for key, said in row["values"].items()
    }
    who = office.member(row["who"])
    line = {"title": row["title"], "values": values}
    story = Story(APART + number, plan.end, row["flow"], line, who, 0)
    with suppress(Refused):
        acting.submit(office, story)
