"""Deciding a request without opening it, for many at once."""

from django.db import transaction

from andu.approvals import rules
from andu.approvals.actions.handling import Act, decide
from andu.approvals.handling import opened
from andu.approvals.queries import answered
from andu.forms import filling
from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.workflow.models import Matter


@transaction.atomic
def decide_briefly(
    matter: Matter, verb: str, opinion: str = "", late_reason: str = "", *, by: Actor
) -> Matter:
    """Agree, mark as read or take back, with words alone (`late_reason` counts only after the
    limit); refused when the step asks for more."""
    if answered(matter, by.key):
        return matter
    handling = opened(matter, by)
    desk, unfilled = handling.desk, []
    if verb == "agree":
        definition = handling.request.version.form_version.definition
        cleaned = filling.clean(definition, handling.access, {}, handling.values, actor=by)
        unfilled = [field.label for field in definition if field.key in cleaned.errors]
    allowed = rules.may_be_brief(desk, verb, unfilled)
    require(allowed if allowed else handling.explained(allowed))
    seat = desk.took if verb == "take_back" else desk.seat
    act = Act(verb=verb, seat=seat, opinion=opinion, late_reason=late_reason)
    return decide(handling.request, act, by=by)
