"""Who is told of a flow: the head and the OA contacts of the department that owns it, and those who
administer its matters."""

from andu.organisation.directory import nearest_heads
from andu.organisation.models import Appointment, Unit
from andu.organisation.telling import holders_of
from andu.workflow.rights import ADMINISTER


def owners_of(unit: Unit | None) -> set[int]:
    """The heads of the department (or of the nearest above with one) and its OA contacts."""
    if unit is None:
        return set()
    contacts = Appointment.objects.current().filter(unit=unit, duty=Appointment.Duty.CONTACT)
    return {one.pk for one in nearest_heads(unit)} | set(contacts.values_list("member", flat=True))


def administrators_of(organisation_id: int, unit: Unit | None) -> set[int]:
    """Those who administer the matters of this department; without one, those of everywhere."""
    found = holders_of(ADMINISTER.code, organisation_id, unit.path if unit else "")
    return set(found.values_list("pk", flat=True))
