"""Building the Actor: who this account is in the office, as what, with which rights."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from andu.identity.models import Account
from andu.kit import rights
from andu.kit.actor import EVERYWHERE, Actor
from andu.organisation.models import Appointment, Grant, Member

APPOINTMENT = "appointment"  # where the session keeps as which appointment a person acts


def chosen_place(member: Member, appointment_id: int | str | None) -> Appointment | None:
    """The appointment chosen for this session, while it is still the person's own and in force."""
    if not appointment_id:
        return None
    rows = member.appointments.current().select_related("unit", "post")
    return rows.filter(pk=appointment_id).first()


def actor_of(
    member: Member, *, appointment: Appointment | None = None, terminal: str = "", address: str = ""
) -> Actor:
    """The member acting as one of their appointments: the main one unless told otherwise."""
    held = list(member.appointments.current().select_related("unit", "post"))
    place = appointment or (held[0] if held else None)
    return Actor(
        account_id=member.account_id, member_id=member.pk,
        organisation_id=member.organisation_id, code=member.code, name=member.name,
        appointment_id=place.pk if place else None,
        unit_id=place.unit_id if place else None,
        unit=place.unit.name if place else "", post=place.title if place else "",
        terminal=terminal, address=address, rights=rights_of(member, held),
        duties=frozenset(str(each.duty) for each in held),
    )  # fmt: skip


def administrator(account: Account, *, terminal: str = "", address: str = "") -> Actor:
    """One of the three administrators: the rights of the office, no place in any organisation."""
    return Actor(
        account_id=account.pk, code=account.login_name, name=account.name,
        post=str(account.get_office_display()), terminal=terminal, address=address,
        rights=rights.of_office(account.office),
    )  # fmt: skip


def rights_of(member: Member, held: Iterable[Appointment]) -> dict[str, tuple[str, ...]]:
    """Right → unit paths, from every grant in force to the person, their posts and groups."""
    posts = [place.post_id for place in held if place.post_id]
    to_me = Q(member=member) | Q(post__in=posts) | Q(group__members=member)
    rows = (
        Grant.objects.current()
        .filter(to_me, role__organisation=member.organisation_id)
        .values_list("role__rights__right", "scope__path")
        .distinct()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for right, path in rows:
        if right:
            found[right].append(path or EVERYWHERE)
    return {right: tuple(paths) for right, paths in found.items()}
