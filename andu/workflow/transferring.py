"""To whom a turn may be handed on, and who may be asked to sign as well (WF-26): the range of the
step, else of the policy."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from andu.engine.configuration import SeatState, positions_in, seats_in
from andu.engine.nodes import TransferRange
from andu.organisation.models import Appointment, Member, Unit
from andu.policy.reading import value
from andu.workflow.loading import Loaded
from andu.workflow.owning import policy_of
from andu.workflow.policy import ADD_RANGE, TO_INITIATOR, TRANSFER_RANGE

WORDS: Mapping[TransferRange, Any] = {
    TransferRange.NOBODY: _("任何人"),
    TransferRange.UNIT: _("本单位的人员"),
    TransferRange.BRANCH: _("本单位及其下级的人员"),
    TransferRange.ORGANISATION: _("本组织的人员"),
}


def range_of(loaded: Loaded, seat: int) -> TransferRange:
    """How far the seat's turn may be handed on: as the step says, else as the policy says for the
    owning unit of the matter."""
    step = loaded.definition.step(loaded.seats[seat].node)
    if step.transfer is not None:
        return step.transfer
    return TransferRange(policy_of(loaded.matter, TRANSFER_RANGE))


def add_range_of(loaded: Loaded) -> TransferRange:
    """Among whom others may be asked to sign as well, or to help (加签, 委派)."""
    return TransferRange(policy_of(loaded.matter, ADD_RANGE))


def transferable_to(loaded: Loaded, seat: int) -> QuerySet[Member]:
    """The people to whom the seat's holder may transfer it: for the picker and the rule alike."""
    return _within(range_of(loaded, seat), loaded, seat)


def addable_at(loaded: Loaded, seat: int) -> QuerySet[Member]:
    """The people whom the seat's holder may let sign as well, or ask for help."""
    return _within(add_range_of(loaded), loaded, seat)


def _within(reach: TransferRange, loaded: Loaded, seat: int) -> QuerySet[Member]:
    found = assignable_to(loaded, seat)
    if reach is TransferRange.NOBODY:
        return found.none()
    if reach is TransferRange.ORGANISATION:
        return found
    within = Q(pk__in=())
    for unit in _units_of(loaded, seat):
        is_branch = reach is TransferRange.BRANCH
        within |= Q(unit__path__startswith=unit.path) if is_branch else Q(unit=unit)
    places = Appointment.objects.current().filter(within)
    return found.filter(pk__in=places.values("member_id"))


def assignable_to(loaded: Loaded, seat: int) -> QuerySet[Member]:
    """Whom an administrator may put into the seat: everybody present in the organisation who does
    not sit in the step already, the initiator only if the policy allows it."""
    matter, row = loaded.matter, loaded.seats[seat]
    places = positions_in(loaded.configuration.position)
    seats = [s for place in places if place.visit == row.visit for s in seats_in(place.inner)]
    sitting = {s.who.member for s in seats if s.state is not SeatState.VOID}
    found = Member.objects.present().filter(organisation=matter.organisation_id)
    found = found.exclude(pk__in=sitting | {row.member_id})
    if not value(TO_INITIATOR, organisation=matter.organisation_id):
        found = found.exclude(pk=matter.initiator_id)
    return found


def _units_of(loaded: Loaded, seat: int) -> list[Unit]:
    """The unit for which the seat's holder sits there, else all they belong to."""
    row = loaded.seats[seat]
    places = Appointment.objects.current().filter(member=row.member_id)
    if row.appointment_id and places.filter(pk=row.appointment_id).exists():
        places = places.filter(pk=row.appointment_id)
    return [place.unit for place in places.select_related("unit")]
