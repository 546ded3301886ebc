"""Adding the requests about flows that come with the house."""

from django.db import transaction

from andu.approvals import actions as approvals
from andu.approvals.actions.templates import Edition
from andu.approvals.models import Template
from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Unit
from andu.upkeep import rules, starting
from andu.upkeep.events import StartersAdded
from andu.workflow import actions as workflow


@transaction.atomic
def add_starters(unit: Unit, *, by: Actor) -> list[Template]:
    """Make and publish those of the three requests that are missing, owned by `unit`, which
    supervises them (WF-06, WF-07, WF-09)."""
    unit = lock(unit)
    wanted = starting.missing_in(unit.organisation_id)
    require(rules.may_add_starters(by, unit, wanted))
    made = [_add(key, unit, by) for key in wanted]
    record(StartersAdded(names="、".join(each.name for each in made)), by=by, on=unit)
    return made


def _add(key: str, unit: Unit, by: Actor) -> Template:
    template = approvals.create_template(unit, key, starting.particulars_of(key), by=by)
    drawing = starting.drawing_of(key, unit)
    flow = workflow.publish(workflow.draft_version(template.flow, drawing, by=by), by=by)
    access = starting.told(key)["access"]
    edition = Edition(form=starting.form_of(key), flow=flow, access=access)
    approvals.publish_template(template, edition, by=by)
    return template
