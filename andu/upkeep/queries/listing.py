"""The flows somebody looks after, with how much runs and how much of it is late."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from andu.approvals.models import Request, Template, TemplateDraft
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.asking import Asked
from andu.kit.keyset import page
from andu.organisation.models import Unit
from andu.upkeep.models import WrittenRule
from andu.upkeep.realm import realm_of
from andu.workflow.models import Matter, Seat

ORDER = ("place", "order", "key", "id")
SIZE = 50
DRAFT, PUBLISHED, CLOSED = "draft", "published", "closed"
STATES = {
    DRAFT: Q(state=Template.State.OPEN, newest=0),
    PUBLISHED: Q(state=Template.State.OPEN, newest__gt=0),
    CLOSED: Q(state=Template.State.CLOSED),
}


@dataclass(frozen=True)
class Wanted(Asked):
    """Words, an owning department (its id) and a state."""

    q: str = ""
    unit: str = ""
    state: str = ""


@dataclass(frozen=True)
class Listed:
    """A page of flows, and the token of the next; each with `running`, `late`, `has_draft` and the
    `rule` in force."""

    items: list[Any] = field(default_factory=list)
    next: str = ""


def kept_by(actor: Actor) -> QuerySet[Template]:
    """The flows the actor looks after."""
    realm = realm_of(actor)
    if not realm:
        return Template.objects.none()
    mine = Template.objects.visible_to(actor).filter(realm.holds())
    return mine.select_related("unit", "form", "flow")


def owners_of(actor: Actor) -> QuerySet[Unit]:
    """The departments that own any of these flows."""
    owning = kept_by(actor).order_by().values("unit")
    return Unit.objects.filter(pk__in=owning).order_by("path")


def listed(actor: Actor, wanted: Wanted, after: str = "", size: int = SIZE) -> Listed:
    """A page of the flows that answer, by owning department; a constant number of statements."""
    rows = kept_by(actor).filter(STATES.get(wanted.state, Q()))
    if wanted.q:
        rows = rows.filter(
            Q(name__icontains=wanted.q) | Q(key__icontains=wanted.q)
            | Q(category__icontains=wanted.q) | Q(unit__name__icontains=wanted.q)
        )  # fmt: skip
    if wanted.unit:
        rows = rows.filter(unit=plain.number(wanted.unit))
    found = page(rows.annotate(place=F("unit__path")), ORDER, after, size)
    _tell(found.items)
    return Listed(found.items, found.next)


def rules_in_force(templates: Iterable[int]) -> dict[int, WrittenRule]:
    """The written rule each of these templates follows today; one statement."""
    rows = WrittenRule.objects.filter(template__in=list(templates))
    rows = rows.filter(valid_from__lte=timezone.localdate())
    return {row.template_id: row for row in rows.order_by("valid_from", "number")}


def late_among(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """What runs and is late: itself, or at somebody's turn."""
    now = timezone.now()
    seats = Seat.objects.filter(run__matter=OuterRef("pk"), state=Seat.State.OPEN, due__lte=now)
    return rows.filter(Q(due__lte=now) | Exists(seats), state=Matter.State.RUNNING)


def _tell(shown: list[Any]) -> None:
    keys = [each.pk for each in shown]
    open_ = Request.objects.filter(
        version__template__in=keys, matter__state=Matter.State.RUNNING
    ).order_by()  # fmt: skip
    per = "version__template"
    running = dict(open_.values_list(per).annotate(Count("pk")))
    behind = open_.filter(matter__in=late_among(Matter.objects.all()))
    late = dict(behind.values_list(per).annotate(Count("pk")))
    drafts = TemplateDraft.objects.filter(template__in=keys)
    drafted, rules = set(drafts.values_list("template", flat=True)), rules_in_force(keys)
    for each in shown:
        each.running, each.late = running.get(each.pk, 0), late.get(each.pk, 0)
        each.has_draft, each.rule = each.pk in drafted, rules.get(each.pk)
