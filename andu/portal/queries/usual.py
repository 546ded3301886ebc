"""What a person probably wants to start."""

from django.db.models import Count

from andu.approvals.models import Request, Template
from andu.approvals.queries import usual
from andu.kit.actor import Actor

MOST, LOOK_BACK = 8, 500


def offered(actor: Actor) -> list[Template]:
    """What they start most, then what their organisation starts most, then the first of the
    catalogue; as far as they may. A constant number of statements."""
    found = {template.pk: template for template in usual(actor)}
    startable = Template.objects.startable_by(actor)
    if len(found) < MOST:
        common = _common(actor)
        there = startable.in_bulk(common)
        found |= {pk: there[pk] for pk in common if pk in there and pk not in found}
    if len(found) < MOST:
        rest = startable.exclude(pk__in=found).order_by("order", "key")[:MOST]
        found |= {template.pk: template for template in rest}
    return list(found.values())[:MOST]


def _common(actor: Actor) -> list[int]:
    """The templates most used in the organisation's latest requests."""
    ours = Request.objects.filter(matter__organisation=actor.organisation_id or 0)
    latest = list(ours.order_by("-pk").values_list("pk", flat=True)[:LOOK_BACK])
    rows = Request.objects.filter(pk__in=latest).values_list("version__template")
    counted = rows.annotate(times=Count("pk")).order_by("-times", "version__template")
    return [template for template, _times in counted[: 2 * MOST]]
