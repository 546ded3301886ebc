"""Reads shaped for the clock and the pages of this room."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.kit.keyset import Page, page
from andu.organisation.calendar import years_without_days
from andu.recurring.due import calendar_of, coming
from andu.recurring.models import Occasion, Schedule, Start
from andu.recurring.models.schedule import BESIDE
from andu.recurring.occurring import DAY, Off, On
from andu.upkeep.queries.monitoring import links_to

AT_ONCE = 1000  # starts in one look of the clock; the next look goes on
AHEAD = 5
SIZE = 20
PEOPLE = 50
FEW = 3  # people shown beside their occasion
UNFILLED = 20  # shown on a desk; more of them stand among the drafts


def due() -> QuerySet[Schedule]:
    """What the clock has come to."""
    rows = Schedule.objects.active().filter(next_at__lte=timezone.now())
    return rows.select_related(*BESIDE).order_by("next_at", "pk")


def active() -> QuerySet[Schedule]:
    """Everything that goes on."""
    return Schedule.objects.active().select_related(*BESIDE).order_by("pk")


def asked() -> list[Start]:
    """What is to be started, what has failed least first."""
    rows = Start.objects.filter(state=Start.State.ASKED)
    beside = "occasion__schedule__template__organisation"
    return list(rows.select_related(beside).order_by("tries", "pk")[:AT_ONCE])


def unfilled(actor: Actor) -> list[Start]:
    """What was laid before the person and waits to be filled in, the oldest first; one
    statement."""
    rows = Start.objects.visible_to(actor).unfilled()
    beside = ("draft", "occasion__schedule__template")
    return list(rows.select_related(*beside).order_by("at", "pk")[:UNFILLED])


def to_remind() -> list[Start]:
    """What has been lying for a day at least and nobody was reminded of."""
    rows = Start.objects.unfilled().filter(reminded=None, at__lte=timezone.now() - DAY)
    beside = "occasion__schedule__template__organisation"
    return list(rows.select_related(beside).order_by("at", "pk"))


def schedules_of(template: Template, actor: Actor) -> list[Any]:
    """The schedules of a template, those that were ended last, each with its `last` occasion."""
    rows = Schedule.objects.visible_to(actor).filter(template=template)
    found: list[Any] = list(
        rows.select_related(*BESIDE).prefetch_related("members", "units").order_by("pk")
    )
    last = _last_of([each.pk for each in found])
    for each in found:
        each.last = last.get(each.pk)
    return sorted(found, key=lambda each: each.state == Schedule.State.ENDED)


def found_of(actor: Actor) -> QuerySet[Schedule]:
    """One of them, with all its page says."""
    rows = Schedule.objects.visible_to(actor).select_related(*BESIDE)
    return rows.prefetch_related("members", "units")


def paged(rows: QuerySet[Schedule], after: str) -> Page:
    """A page of schedules, the oldest first."""
    return page(rows, ("id",), after, PEOPLE)


def next_of(schedule: Schedule) -> list[datetime.datetime]:
    """The next moments; none when it does not go on."""
    if schedule.state != Schedule.State.ACTIVE:
        return []
    return coming(schedule, calendar_of(schedule), AHEAD)


def unset_years(schedule: Schedule, moments: list[datetime.datetime]) -> list[int]:
    """The years of these moments whose holidays nobody has set, where they count."""
    counts = schedule.off != Off.AS_IS or schedule.on in (On.WORKDAY, On.LAST_WORKDAY)
    years = {timezone.localtime(each).year for each in moments}
    return years_without_days(schedule.template.organisation_id, years) if counts else []


@dataclass
class Held:
    """An occasion with how many starts have which result, and those of few people."""

    occasion: Occasion
    counts: dict[str, int] = field(default_factory=dict)
    starts: list["Line"] = field(default_factory=list)

    @property
    def total(self) -> int:
        """For how many it was."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many were submitted or laid down."""
        return self.counts.get(Start.State.SUBMITTED, 0) + self.counts.get(Start.State.DRAFTED, 0)

    @property
    def refused(self) -> int:
        """How many could not be."""
        return self.counts.get(Start.State.REFUSED, 0)

    @property
    def waiting(self) -> int:
        """How many are still to come."""
        return self.counts.get(Start.State.ASKED, 0)

    @property
    def is_late(self) -> bool:
        """Whether it was made up for on another day."""
        days = (self.occasion.at, self.occasion.planned)
        now, then = (timezone.localdate(each) for each in days)
        return self.occasion.state == Occasion.State.HELD and now > then


@dataclass(frozen=True)
class Line:
    """One person's start; `link` is its matter, or "" for who may not open it."""

    start: Start
    link: str


def held(schedule: Schedule, actor: Actor, after: str = "") -> Page:
    """A page of what it has come to, the newest first; a constant number of statements."""
    found = page(Occasion.objects.filter(schedule=schedule), ("-day", "-id"), after, SIZE)
    rows = {each.pk: Held(each) for each in found.items}
    _count(rows)
    few = [pk for pk, each in rows.items() if each.total <= FEW]
    for line in _lines(list(_starts().filter(occasion__in=few)), actor):
        rows[line.start.occasion_id].starts.append(line)
    return Page(list(rows.values()), found.next)


def starts_of(occasion: Occasion, actor: Actor, after: str = "", state: str = "") -> Page:
    """A page of the people of an occasion, in the order they were asked for."""
    rows = _starts().filter(occasion=occasion)
    if state in Start.State.values:
        rows = rows.filter(state=state)
    found = page(rows, ("id",), after, PEOPLE)
    return Page(_lines(found.items, actor), found.next)


def _starts() -> QuerySet[Start]:
    return Start.objects.select_related("member", "matter").order_by("pk")


def _lines(starts: list[Start], actor: Actor) -> list[Line]:
    matters = [each.matter for each in starts if each.matter]
    links = links_to(actor, matters)
    return [Line(each, links.get(each.matter_id or 0, "")) for each in starts]


def _last_of(schedules: list[int]) -> dict[int, Held]:
    """The newest occasion of each."""
    latest = Occasion.objects.order_by("-day", "-id")
    rows: Any = Schedule.objects.filter(pk__in=schedules).prefetch_related(
        Prefetch("occasions", queryset=latest[:1], to_attr="latest")
    )
    found = {each.pk: Held(each.latest[0]) for each in rows if each.latest}
    _count({each.occasion.pk: each for each in found.values()})
    return found


def _count(rows: dict[int, Held]) -> None:
    """How many starts of each occasion have which result; one statement."""
    counted = Start.objects.filter(occasion__in=rows).order_by()
    for occasion, state, count in counted.values_list("occasion", "state").annotate(Count("pk")):
        rows[occasion].counts[state] = count
