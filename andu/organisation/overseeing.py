"""Which units a person oversees, by the duty they hold there: the one answer for the menu, the
list of a unit's turns, the right to urge and tracking (WF-03, WF-38).

Heads, deputies and OA contacts oversee their unit and all below it. A leader in charge (分管领导)
does too, but for units below that have a leader in charge of their own, with all under those:
the same nearest leader whom flows ask for (`directory.leaders_in_charge`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from andu.kit.actor import Actor
from andu.organisation.models import Appointment

Duty = Appointment.Duty
OVERSEEING = (Duty.HEAD, Duty.DEPUTY, Duty.LEADER, Duty.CONTACT)  # the weightiest first


@dataclass(frozen=True)
class Overseen:
    """A unit, by its path, with all below it; `apart`: the paths below that somebody else is in
    charge of."""

    duty: str
    path: str
    apart: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether the unit at this path is overseen."""
        return path.startswith(self.path) and not any(path.startswith(each) for each in self.apart)


def oversees(actor: Actor) -> bool:
    """Whether the actor oversees a unit at all; asks nothing of the database."""
    return not actor.duties.isdisjoint(OVERSEEING)


def units_overseen(member_id: int | None) -> list[Overseen]:
    """The units somebody oversees now, those of the weightiest duty first; at most two statements,
    none for nobody."""
    if member_id is None:
        return []
    mine = Appointment.objects.current().filter(member=member_id, duty__in=OVERSEEING)
    held = list(mine.order_by().values_list("duty", "unit__path").distinct())
    led = [path for duty, path in held if duty == Duty.LEADER]
    others = _led_by_others(member_id, led) if led else []
    found = [
        Overseen(duty, path, _below(path, others) if duty == Duty.LEADER else ())
        for duty, path in held
    ]
    return sorted(found, key=lambda one: (OVERSEEING.index(Duty(one.duty)), one.path))


def places_within(units: Iterable[Overseen]) -> QuerySet[Appointment]:
    """The places held now in these units: of those who work there, not of who is in charge of
    them from above."""
    within = Q(pk__in=[])
    for unit in units:
        here = Q(unit__path__startswith=unit.path)
        for path in unit.apart:
            here &= ~Q(unit__path__startswith=path)
        within |= here
    return Appointment.objects.current().exclude(duty=Duty.LEADER).filter(within)


def _led_by_others(member_id: int, led: list[str]) -> list[str]:
    """The units below these that have a leader in charge, and that isn't this person."""
    below = Q(pk__in=[])
    for path in led:
        below |= Q(unit__path__startswith=path)
    rows = Appointment.objects.current().filter(below, duty=Duty.LEADER)
    theirs = set(rows.exclude(member=member_id).values_list("unit__path", flat=True))
    return sorted(theirs - set(led))


def _below(path: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in others if each.startswith(path) and each != path)
