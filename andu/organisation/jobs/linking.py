"""Writing what rows say of other people: superiors and leaders in charge."""

from andu.organisation.importing.known import Known
from andu.organisation.importing.people import Person
from andu.organisation.models import Appointment, Member, Organisation

Duty = Appointment.Duty


def link(organisation: Organisation, there: Known, people: list[Person]) -> None:
    """Set the superiors of these people and make their units' leaders in charge."""
    wanted = {p.code for p in people} | {p.superior for p in people} | {p.leader for p in people}
    rows = Member.objects.filter(organisation=organisation, code__in=wanted)
    ids = dict(rows.values_list("code", "pk"))
    _superiors(people, ids)
    _leaders(people, ids, there)


def _superiors(people: list[Person], ids: dict[str, int]) -> None:
    above = {
        ids[p.code]: ids[p.superior] for p in people if p.superior in ids and p.code in ids
    }  # fmt: skip
    mains = Appointment.objects.current().filter(member__in=above, is_main=True)
    changed = []
    for place in mains:
        if place.superior_id != above[place.member_id]:
            place.superior_id = above[place.member_id]
            changed.append(place)
    Appointment.objects.bulk_update(changed, ["superior"], batch_size=500)


def _leaders(people: list[Person], ids: dict[str, int], there: Known) -> None:
    wanted = {
        (ids[person.leader], there.units[tuple(person.unit)])
        for person in people if person.leader in ids
    }  # fmt: skip
    has = Appointment.objects.current().filter(
        duty=Duty.LEADER, member__in={member for member, _unit in wanted}
    )
    missing = wanted - set(has.values_list("member_id", "unit_id"))
    Appointment.objects.bulk_create(
        Appointment(member_id=member, unit_id=unit, duty=Duty.LEADER)
        for member, unit in sorted(missing)
    )
