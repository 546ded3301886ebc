"""Whose flows are whose to look after: those who make templates or administer matters for a unit,
and whoever heads, is in charge of or is the OA contact of the department that owns a flow."""

from dataclasses import dataclass

from django.db.models import Q

from andu.approvals.rights import MANAGE
from andu.kit.actor import Actor
from andu.organisation.models import Unit
from andu.organisation.overseeing import Duty, Overseen, oversees, units_overseen
from andu.workflow.rights import ADMINISTER

LEADING = (Duty.HEAD, Duty.DEPUTY, Duty.LEADER)  # contacts help, and decide nothing


@dataclass(frozen=True)
class Realm:
    """Whose flows somebody looks after: the `scopes` of their rights, and units `overseen`."""

    organisation_id: int
    scopes: tuple[str, ...] = ()
    overseen: tuple[Overseen, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scopes or self.overseen)

    @property
    def deciding(self) -> "Realm":
        """Where they also decide: without what they only help with as a contact."""
        leading = tuple(each for each in self.overseen if each.duty in LEADING)
        return Realm(self.organisation_id, self.scopes, leading)

    def covers(self, unit: Unit | None) -> bool:
        """Whether flows of this unit are looked after; without one, those of nobody else's."""
        if unit is None:
            return "" in self.scopes
        if unit.organisation_id != self.organisation_id:
            return False
        by_right = any(unit.path.startswith(scope) for scope in self.scopes)
        return by_right or any(each.covers(unit.path) for each in self.overseen)

    def holds(self, unit: str = "unit__") -> Q:
        """The condition for rows whose unit is within; `unit` is where it is, e.g. "unit__"."""
        found = Q(pk__in=())
        for scope in self.scopes:
            found |= Q(**{f"{unit}path__startswith": scope}) if scope else Q(pk__isnull=False)
        for each in self.overseen:
            here = Q(**{f"{unit}path__startswith": each.path})
            for path in each.apart:
                here &= ~Q(**{f"{unit}path__startswith": path})
            found |= here
        return found


def keeps(actor: Actor) -> bool:
    """Whether the actor looks after any flow; asks nothing of the database."""
    if actor.member_id is None:
        return False
    return bool(actor.scopes(MANAGE.code) or actor.scopes(ADMINISTER.code)) or oversees(actor)


def realm_of(actor: Actor) -> Realm:
    """What the actor looks after; at most two statements."""
    if not keeps(actor):
        return Realm(0)
    overseen = units_overseen(actor.member_id) if oversees(actor) else []
    return Realm(actor.organisation_id or 0, _scopes(actor), tuple(overseen))


def _scopes(actor: Actor) -> tuple[str, ...]:
    rights = (*actor.scopes(MANAGE.code), *actor.scopes(ADMINISTER.code))
    return tuple(dict.fromkeys(rights))
