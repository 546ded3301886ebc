"""An organisation of the demo: its people from the spreadsheet, its days off, roles, templates."""

import datetime
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import actions as approvals
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.copying import CopyTo
from andu.approvals.models import TemplateVersion
from andu.audit.models import Entry
from andu.audit.recording import record
from andu.authority import actions as authority
from andu.authority.actions.keeping import Called
from andu.authority.typed import from_document
from andu.config.demo import documents, flows
from andu.config.demo.events import OfficeMade
from andu.forms import actions as forms
from andu.forms.definition import from_json
from andu.forms.keeping import New
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.organisation import actions as organisation_actions
from andu.organisation import calendar
from andu.organisation.acting import actor_of, administrator
from andu.organisation.actions.roles import Given
from andu.organisation.models import Appointment, Member, Organisation, Unit
from andu.workflow import actions as workflow

HERE = Path(__file__).parent
FOLDERS = ("city", "group", "hospital")


@dataclass
class Office:
    """One organisation of the demo, with what its files say and its people by code and name."""

    folder: Path
    data: dict[str, Any]
    organisation: Organisation
    actors: dict[int, Actor] = field(default_factory=dict)

    @cached_property
    def people(self) -> list[Member]:
        """Everybody, in the order of their codes."""
        return list(Member.objects.filter(organisation=self.organisation).order_by("code"))

    @cached_property
    def heads(self) -> list[Member]:
        """Whoever heads a unit."""
        held = Appointment.objects.filter(duty=Appointment.Duty.HEAD)
        codes = set(held.values_list("member", flat=True))
        return [each for each in self.people if each.pk in codes]

    @cached_property
    def versions(self) -> dict[str, TemplateVersion]:
        """The published templates, by key."""
        rows = TemplateVersion.objects.filter(template__organisation=self.organisation, number=1)
        found = rows.select_related("template__unit", "form_version", "flow_version")
        return {each.template.key: each for each in found}

    def member(self, name: str) -> Member:
        """The person of this name."""
        return next(each for each in self.people if each.name == name)

    def actor(self, member: Member) -> Actor:
        """The person at work; asked once."""
        if member.pk not in self.actors:
            self.actors[member.pk] = actor_of(member)
        return self.actors[member.pk]

    def told(self, key: str) -> dict[str, Any]:
        """What the file of a template says."""
        found: dict[str, Any] = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
        return found


def data_of(folder: str) -> dict[str, Any]:
    """What the files of an organisation say."""
    told: dict[str, Any] = json.loads((HERE / folder / "office.json").read_text("utf-8"))
    return told


def there(folder: str) -> Office | None:
    """The office, when the demo has made it (an organisation of the same code is not enough)."""
    data = data_of(folder)
    found = Organisation.objects.filter(code=data["organisation"]["code"]).first()
    made = Entry.objects.filter(event=OfficeMade.code(), organisation_id=found.pk if found else 0)
    return Office(HERE / folder, data, found) if found and made.exists() else None


@transaction.atomic
def found_office(folder: str) -> Office:
    """Import the people, who have no password yet; then days off, roles, dictionaries, templates:
    all of it or nothing."""
    data = data_of(folder)
    named = data["organisation"]
    call_command(
        "import_organisation", str(HERE / folder / "people.csv"), organisation=named["code"],
        name=named["name"], yes=True, verbosity=0,
    )  # fmt: skip
    office = Office(HERE / folder, data, Organisation.objects.get(code=named["code"]))
    _set_days(office)
    _give_roles(office)
    keeper = office.actor(office.member(data["keeper"]))
    units = {unit.name: unit for unit in Unit.objects.filter(organisation=office.organisation)}
    for row in data.get("dictionaries", ()):
        made = forms.create_dictionary(units[row["unit"]], row["code"], row["name"], by=keeper)
        entries = [New("", name) for name in row["entries"]]
        forms.save_entries(made, [], entries, by=keeper)
    for row in data.get("matrices", ()):
        _matrix(units[row["unit"]], row, keeper)
    for row in data.get("issuers", ()):
        documents.set_up(units[row["unit"]], row, by=keeper)
    for order, key in enumerate(data["templates"]):
        make_template(office, key, order, units)
    record(OfficeMade(), by=the_demo(office), on=office.organisation)
    return office


def _matrix(unit: Unit, told: dict[str, Any], keeper: Actor) -> None:
    """Make and publish an authority matrix, in force at once."""
    called = Called(name=told["name"], category=told["category"])
    matrix = authority.create_matrix(unit, told["key"], called, by=keeper)
    about = authority.About(
        regulation=told["regulation"], regulation_number=told["number"],
        valid_from=timezone.localdate(),
    )  # fmt: skip
    authority.save_draft(matrix, from_document(told["rows"]), about, by=keeper)
    authority.publish_version(matrix, by=keeper)


def the_demo(office: Office) -> Actor:
    """Whoever writes what the trace says of the demo itself."""
    return Actor(code="demo", name=_("演示数据"), organisation_id=office.organisation.pk)


def _set_days(office: Office) -> None:
    by = administrator(Account.objects.get(office=Account.Office.SYSTEM))
    years = {timezone.localdate().year, (timezone.localdate() + datetime.timedelta(days=75)).year}
    days = [day for year in sorted(years) for day in calendar.statutory(year)]
    organisation_actions.set_days(office.organisation, days, by=by)


def _give_roles(office: Office) -> None:
    """Make the roles the drawings name, and grant them as the security administrator would."""
    by = administrator(Account.objects.get(office=Account.Office.SECURITY))
    for row in office.data["roles"]:
        role = organisation_actions.save_role(
            office.organisation, None, name=row["name"], codes=row.get("rights", []), by=by,
            code=row["code"],
        )  # fmt: skip
        for name in row["holders"]:
            given = Given(member=office.member(name))
            organisation_actions.grant_role(role, given, by=by, basis=_("演示数据"))


def make_template(office: Office, key: str, order: int, units: dict[str, Unit]) -> None:
    """Publish a template as its file says."""
    told = office.told(key)
    by = office.actor(office.member(office.data["keeper"]))
    about = Particulars(
        name=told["name"], category=told["category"], description=told["description"],
        icon=told["icon"], numbering=told["numbering"], order=order,
    )  # fmt: skip
    template = approvals.create_template(units[told["unit"]], key, about, by=by)
    drawn = office.folder / f"{key}.bpmn"
    last = office.member(office.data["last"]).code
    drawing = drawn.read_text("utf-8") if drawn.exists() else flows.drawing_of(key, told, last)
    flow = workflow.publish(workflow.draft_version(template.flow, drawing, by=by), by=by)
    copies = tuple(
        CopyTo(each["moment"], each.get("step", ""), (flows.handler_of(each["to"]),))
        for each in told.get("copies", ())
    )
    form = from_json(json.dumps(told["form"] | {"schema": 1}))
    edition = Edition(
        form=form, flow=flow, access=told.get("access", {}),
        layout=told.get("layout", TemplateVersion.Layout.SHEET), copies=copies,
    )  # fmt: skip
    approvals.publish_template(template, edition, by=by)
