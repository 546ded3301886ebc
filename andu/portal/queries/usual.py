"""What a person probably wants to start."""

from andu.approvals.models import Request, Template
from andu.approvals.queries import most_started, startable, usual
from andu.kit.actor import Actor

MOST, LOOK_BACK = 8, 500


def offered(actor: Actor) -> list[Template]:
    """What they start most, then what their organisation starts most, then the first of the
    catalogue; as far as they may. A constant number of statements."""
    found = {template.pk: template for template in usual(actor)}
    there = {template.pk: template for template in startable(actor)}
    if len(found) < MOST:
        ours = Request.objects.filter(matter__organisation=actor.organisation_id or 0)
        common = most_started(ours, LOOK_BACK)
        found |= {pk: there[pk] for pk in common if pk in there and pk not in found}
    found |= {pk: template for pk, template in there.items() if pk not in found}
    return list(found.values())[:MOST]
