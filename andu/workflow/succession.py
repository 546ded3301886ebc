"""Who takes over from somebody who left, as the policy says; and who is to be told."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.organisation import directory
from andu.organisation.holding import holders
from andu.organisation.models import Grant, Member, RoleRight, Unit
from andu.policy.reading import value
from andu.workflow.policy import LEAVING, SUCCESSOR
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules_absence import is_able, last_unit


def the_system(organisation: int) -> Actor:
    """Who acts when nobody does: by name, without rights."""
    return Actor(
        code="system", name=_("系统"), terminal="system", organisation_id=organisation
    )  # fmt: skip


def successor_of(member: Member) -> Member | None:
    """Whom the policy names for the open turns of somebody who left; None: an administrator
    decides, also when the one named cannot act."""
    unit = last_unit(member)
    place: dict[str, Any] = {
        "organisation": member.organisation_id,
        "units": unit.line if unit else (),
    }
    rule = value(LEAVING, **place)
    found = None
    if rule == "superior":
        found = _last_superior(member, unit)
    elif rule == "successor":
        rows = Member.objects.filter(organisation=member.organisation_id)
        found = rows.filter(code=value(SUCCESSOR, **place).strip()).first()
    return found if found and found.pk != member.pk and is_able(found) else None


def administrators_of(member: Member) -> QuerySet[Member]:
    """Whoever administers flows where the person worked last."""
    unit = last_unit(member)
    roles = RoleRight.objects.filter(right=ADMINISTER.code).values("role")
    covers = Q(scope=None) | Q(scope__in=unit.line if unit else ())
    grants = Grant.objects.current().filter(
        covers, role__in=roles, role__organisation=member.organisation_id
    )
    return holders(grants)


def _last_superior(member: Member, unit: Unit | None) -> Member | None:
    """As recorded at the last place, else its head, else the head of the nearest unit above."""
    places = member.appointments.filter(until__isnull=False).select_related("superior")
    place = places.order_by("-until", "-is_main", "id").first()
    if place is not None and place.superior:
        return place.superior
    above = directory.nearest_heads(unit) if unit else []
    return next((head for head in above if head.pk != member.pk), None)
