"""Whom a schedule means: people, holders of a post or role, heads; each once, with the place they
act from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from andu.organisation.holding import holders
from andu.organisation.models import Appointment, Grant, Member, Unit
from andu.recurring.models import Schedule
from andu.recurring.planning import Plan

Who = Schedule.Who


@dataclass(frozen=True)
class Meant:
    """Somebody, and the appointment by which they are meant, None for their main one."""

    member: int
    appointment: int | None = None


def people_of(plan: Plan, organisation_id: int) -> list[Meant]:
    """Whom a plan means now, in the order of the directory; who left stays named in person. A
    constant number of statements."""
    if plan.who == Who.PEOPLE:
        return [Meant(member.pk) for member in plan.members]
    places = _places(plan, organisation_id)
    found: dict[int, Meant] = {}
    for place in places.values_list("member", "pk"):
        found.setdefault(place[0], Meant(*place))
    return list(found.values())


def _places(plan: Plan, organisation_id: int) -> QuerySet[Appointment]:
    """The places they hold, their main ones first."""
    rows = Appointment.objects.current().filter(unit__organisation=organisation_id)
    rows = rows.exclude(member__state=Member.State.LEFT)
    if plan.units:
        rows = rows.filter(unit__in=Unit.objects.within(unit.path for unit in plan.units))
    if plan.who == Who.POST:
        rows = rows.filter(post=plan.post)
    elif plan.who == Who.ROLE:
        grants = Grant.objects.current().filter(role=plan.role)
        rows = rows.filter(member__in=holders(grants).values("pk"))
    else:
        rows = rows.filter(duty=Appointment.Duty.HEAD)
    order = ("member__order", "member__pinyin", "member_id", "-is_main", "pk")
    return rows.order_by(*order)
