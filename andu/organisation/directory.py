"""Who is whose head, superior or leader in charge: the answers flows ask for."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from andu.organisation.models import Appointment, Member, Unit

Duty = Appointment.Duty


def heads(unit: Unit) -> QuerySet[Member]:
    """The heads of exactly this unit, in order."""
    return _with_duty([unit.pk], Duty.HEAD)


def nearest_heads(unit: Unit) -> list[Member]:
    """The heads of this unit, or of the nearest unit above that has one."""
    for unit_id in reversed(unit.line):
        found = list(_with_duty([unit_id], Duty.HEAD))
        if found:
            return found
    return []


def leaders_in_charge(unit: Unit) -> list[Member]:
    """The leaders in charge (分管领导) of this unit, or of the nearest unit above with one."""
    for unit_id in reversed(unit.line):
        found = list(_with_duty([unit_id], Duty.LEADER))
        if found:
            return found
    return []


def superior(member: Member, unit: Unit | None = None) -> Member | None:
    """The direct superior: as recorded, else the head of the unit, else of the unit above.

    Never the person themselves: a head's superior is found one unit higher (WF-11, RO-22).
    """
    places = member.appointments.current().select_related("superior", "unit")
    place = next((p for p in places if unit is None or p.unit_id == unit.pk), None)
    if place is None:
        return None
    if place.superior_id:
        return place.superior
    for unit_id in reversed(place.unit.line):
        head = _with_duty([unit_id], Duty.HEAD).exclude(pk=member.pk).first()
        if head and not _with_duty([unit_id], Duty.HEAD).filter(pk=member.pk).exists():
            return head
    return None


def nth_superior(member: Member, n: int, unit: Unit | None = None) -> Member | None:
    """The n-th superior up the line (1 is the direct one); None when the line is shorter."""
    return member if n < 1 else next(islice(reporting_line(member, unit), n - 1, None), None)


def reporting_line(member: Member, unit: Unit | None = None) -> Iterator[Member]:
    """The superiors up the line, the direct one first (RO-22), each asked for when it is wanted.

    A line that comes back to somebody already passed ends there.
    """
    seen = {member.pk}
    above = superior(member, unit)
    while above is not None and above.pk not in seen:
        yield above
        seen.add(above.pk)
        above = superior(above)


def holders(post_id: int, within: str = "") -> QuerySet[Member]:
    """Those who hold a post now, within the unit at a path if given."""
    rows = Appointment.objects.current().filter(post_id=post_id, unit__path__startswith=within)
    return _people(rows)


def _with_duty(units: Iterable[int], duty: str) -> QuerySet[Member]:
    return _people(Appointment.objects.current().filter(unit_id__in=list(units), duty=duty))


def _people(rows: QuerySet[Appointment]) -> QuerySet[Member]:
    found = Member.objects.present().filter(pk__in=rows.values("member_id"))
    return found.order_by("order", "pinyin", "id")
