"""Requests about flows that are not done: for new ones, changes, and templates that are missing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from andu.approvals.models import Request
from andu.kit.actor import Actor
from andu.upkeep.queries.monitoring import Line, lines_of, monitored
from andu.upkeep.starting import KEYS
from andu.workflow.models import Matter

MOST = 10


@dataclass(frozen=True)
class Wishes:
    """The oldest of them, and how many there are."""

    lines: list[Line]
    count: int


def wishes(actor: Actor) -> Wishes:
    """The requests about flows the actor looks after that are still on their way (WF-09)."""
    rows = _open(actor)
    shown = list(rows.select_related("unit", "run").order_by("id")[:MOST])
    return Wishes(lines_of(actor, shown), rows.count())


def _open(actor: Actor) -> QuerySet[Matter]:
    about = Request.objects.filter(version__template__key__in=KEYS)
    return monitored(actor).filter(pk__in=about.values("matter"))
