"""Slips that let new people in: name, login name, a code made at this moment, until when."""

from collections import Counter
from dataclasses import dataclass

from andu.identity import actions as identity
from andu.identity.models import Account, Activation
from andu.kit.actor import Actor
from andu.organisation.models import Appointment, Member, Organisation, Unit


@dataclass(frozen=True)
class Slip:
    """What is printed for one person."""

    member: Member
    code: str
    expires: object


def waiting(unit: Unit) -> list[Member]:
    """The people of a unit and below who have not been in yet, by unit and name."""
    places = Appointment.objects.current().filter(unit__path__startswith=unit.path, is_main=True)
    rows = Member.objects.present().filter(
        pk__in=places.values("member"), account__state=Account.State.AWAITING
    )
    return list(rows.select_related("account").order_by("order", "pinyin", "id"))


def waiting_by_unit(organisation: Organisation) -> Counter[int]:
    """How many wait, for each unit with those below it."""
    rows = Appointment.objects.current().filter(
        member__organisation=organisation, is_main=True,
        member__account__state=Account.State.AWAITING,
    )  # fmt: skip
    found: Counter[int] = Counter()
    for path in rows.exclude(member__state=Member.State.LEFT).values_list("unit__path", flat=True):
        found.update(int(part) for part in path.strip("/").split("/"))
    return found


def for_unit(unit: Unit, basis: str, *, by: Actor) -> list[Slip]:
    """Make new codes for everybody of the unit who waits; older codes stop working."""
    members = {member.account_id: member for member in waiting(unit)}
    issued = identity.issue_activations(
        [member.account for member in members.values() if member.account], by=by, basis=basis
    )
    ends = dict(
        Activation.objects.open().filter(account__in=members).values_list("account_id", "expires")
    )
    return [Slip(members[account.pk], code, ends.get(account.pk)) for account, code in issued]
