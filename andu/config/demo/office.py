"""The bureau of the demo: its people from the spreadsheet, its roles, its templates."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _

from andu.approvals import actions as approvals
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import TemplateVersion
from andu.forms.definition import from_json
from andu.identity.models import Account
from andu.organisation import actions as organisation_actions
from andu.organisation.acting import actor_of, administrator
from andu.organisation.actions.roles import Given
from andu.organisation.models import Member, Organisation, Unit
from andu.workflow import actions as workflow

HERE = Path(__file__).parent
KEYS = ("qj", "bx", "cg", "yy", "qs")


@dataclass
class Office:
    """The demo as it is being made."""

    organisation: Organisation
    data: dict[str, Any]

    def member(self, name: str) -> Member:
        """The person of this name."""
        return Member.objects.get(organisation=self.organisation, name=name)


def found() -> Office:
    """Import the people; nobody has a password yet."""
    data = json.loads((HERE / "office.json").read_text(encoding="utf-8"))
    named = data["organisation"]
    call_command(
        "import_organisation", str(HERE / "people.csv"), organisation=named["code"],
        name=named["name"], yes=True, verbosity=0,
    )  # fmt: skip
    return Office(Organisation.objects.get(code=named["code"]), data)


def give_roles(office: Office) -> None:
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


def make_templates(office: Office) -> dict[str, TemplateVersion]:
    """Publish the templates, as the clerk who looks after flows."""
    keeper = office.data["roles"][-1]["holders"][0]
    return {key: _template(office, key, keeper) for key in KEYS}


def _template(office: Office, key: str, keeper: str) -> TemplateVersion:
    by = actor_of(office.member(keeper))
    told = json.loads((HERE / f"{key}.json").read_text(encoding="utf-8"))
    unit = Unit.objects.get(organisation=office.organisation, name=told["unit"])
    about = Particulars(
        name=told["name"], category=told["category"], description=told["description"],
        icon=told["icon"], numbering=told["numbering"], order=KEYS.index(key),
    )  # fmt: skip
    template = approvals.create_template(unit, key, about, by=by)
    drawing = (HERE / f"{key}.bpmn").read_text(encoding="utf-8")
    flow = workflow.publish(workflow.draft_version(template.flow, drawing, by=by), by=by)
    form = from_json(json.dumps(told["form"]))
    edition = Edition(form=form, flow=flow, access=told["access"])
    return approvals.publish_template(template, edition, by=by)
