"""People, places and hours as decisions ask for them: remembered while nothing changes
(`kit.editions`), read outside of that. What comes from here is never altered."""

from collections.abc import Iterable

from django.utils import timezone

from andu.kit.editions import remembered, remembered_each
from andu.kit.worktime import Calendar
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Appointment, Member, Organisation, Unit
from andu.organisation.policy import DAY
from andu.policy.reading import value


def members(ids: Iterable[int]) -> dict[int, Member]:
    """People by id, those who left included."""
    return remembered_each("organisation.member", ids, Member.objects.in_bulk)


def units(ids: Iterable[int]) -> dict[int, Unit]:
    """Units by id."""
    return remembered_each("organisation.unit", ids, Unit.objects.in_bulk)


def present_by_code(organisation_id: int, codes: Iterable[str]) -> dict[str, Member]:
    """Those of an organisation who work here, by code."""

    def read(wanted: list[str]) -> dict[str, Member]:
        here = Member.objects.present().filter(organisation=organisation_id, code__in=wanted)
        return {member.code: member for member in here}

    return remembered_each(("organisation.code", organisation_id), codes, read)


def places(ids: Iterable[int]) -> dict[int, Appointment]:
    """Appointments by id, with their member and unit."""

    def read(wanted: list[int]) -> dict[int, Appointment]:
        return Appointment.objects.select_related("member", "unit").in_bulk(wanted)

    return remembered_each("organisation.place", ids, read)


def main_places(ids: Iterable[int]) -> dict[int, int]:
    """Member → the appointment they act as today: the main one in force."""

    def read(wanted: list[int]) -> dict[int, int]:
        rows = Appointment.objects.current().filter(member__in=wanted)
        rows = rows.order_by("-is_main", "order", "id")
        found: dict[int, int] = {}
        for member, place in rows.values_list("member_id", "pk"):
            found.setdefault(member, place)
        return found

    return remembered_each(("organisation.main", timezone.localdate()), ids, read)


def calendar_of(place: Unit | Organisation) -> Calendar:
    """The working calendar of a unit or an organisation, as `calendar_for` gives it."""
    organisation = place.pk if isinstance(place, Organisation) else place.organisation_id
    usual = value(DAY, organisation=organisation)  # may change with time alone
    key = ("organisation.calendar", type(place), place.pk, usual)
    return remembered(key, lambda: calendar_for(place))
