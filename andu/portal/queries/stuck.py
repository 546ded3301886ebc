"""What stands still and nobody at it can change: for whoever administers flows."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models import Displacement, Errand, Matter, Seat, Vacancy
from andu.workflow.turns import LIVE

MOST = 5


@dataclass(frozen=True)
class Stuck:
    """Steps nobody was found for, people who left with turns (member, name, count), and suspended
    matters since when; turns whose holders the rules no longer name; what the machine can't do."""

    vacant: list[Vacancy] = field(default_factory=list)
    departed: list[Any] = field(default_factory=list)
    suspended: list[Matter] = field(default_factory=list)
    displaced: list[Displacement] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)

    def __bool__(self) -> bool:
        found = (self.vacant, self.departed, self.suspended, self.displaced, self.errands)
        return any(found)


def stuck(actor: Actor) -> Stuck:
    """Within what the actor administers, five of each; five statements."""
    mine = Matter.objects.administered_by(actor)
    seats = Seat.objects.filter(
        state__in=LIVE, run__outcome="", member__state=Member.State.LEFT,
        member__organisation=actor.organisation_id or 0, run__matter__in=mine,
    )  # fmt: skip
    people = seats.order_by().values("member_id", "member__name").annotate(count=Count("pk"))
    suspended = mine.filter(state=Matter.State.SUSPENDED).select_related("run")
    vacant = Vacancy.objects.standing().filter(run__matter__in=mine, run__suspended=None)
    displaced = Displacement.objects.standing().filter(run__matter__in=mine, run__suspended=None)
    errands = Errand.objects.filter(
        state=Errand.State.STUCK, run__matter__in=mine, run__suspended=None
    )
    return Stuck(
        list(vacant.select_related("run__matter").order_by("at", "id")[:MOST]),
        list(people.order_by("-count", "member_id")[:MOST]),
        list(suspended.order_by("run__suspended", "id")[:MOST]),
        list(displaced.select_related("run__matter").order_by("at", "id")[:MOST]),
        list(errands.select_related("run__matter").order_by("since", "id")[:MOST]),
    )
