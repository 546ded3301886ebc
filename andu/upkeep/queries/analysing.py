"""How the steps of a flow went in a period: counted by the database, a constant number of
statements however much there is (WF-27)."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from andu.approvals.models import Template
from andu.engine.copies import drawn
from andu.kit.asking import Asked
from andu.kit.worktime import Calendar, day_spans
from andu.organisation.calendar import calendar_for
from andu.policy.reading import value
from andu.upkeep.policy import LEAST_VISITS
from andu.upkeep.simplifying import Figures, Proposal, proposals
from andu.workflow.compiled import definition_of
from andu.workflow.models import History, Seat

USUAL = datetime.timedelta(days=180)
LONGEST = datetime.timedelta(days=1100)
TIMED = 20_000  # the latest turns of a flow whose time is measured
DAY = datetime.timedelta(days=1)
APART = 1_000_000  # visits of a run, at most
PAST = ("agreed", "disagreed", "read", "completed", "timed_out", "returned")


@dataclass(frozen=True)
class Wanted(Asked):
    """From which day to which, as typed."""

    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Period:
    """Both days count."""

    since: datetime.date
    until: datetime.date

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """When it begins, and when it is over."""
        zone = timezone.get_default_timezone()
        midnight = datetime.time()
        end = datetime.datetime.combine(self.until + DAY, midnight, zone)
        return datetime.datetime.combine(self.since, midnight, zone), end


@dataclass(frozen=True)
class Analysis:
    """The figures by step, in the order of the flow, and what follows from them. `matters` began in
    the period; times are those of the latest `sampled` turns, 0 for all."""

    period: Period
    least: int
    matters: int = 0
    steps: list[Figures] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    sampled: int = 0

    @property
    def is_thin(self) -> bool:
        """Whether no step was seen often enough to say anything."""
        return all(each.visits < self.least for each in self.steps)


def period_of(wanted: Wanted) -> Period:
    """What is asked for; half a year until today when it says nothing sensible."""
    today = timezone.localdate()
    until = min(_day(wanted.until) or today, today)
    since = _day(wanted.since) or until - USUAL
    return Period(max(min(since, until), until - LONGEST), until)


def analysed(template: Template, period: Period) -> Analysis:
    """How the steps of the flow went; a constant number of statements."""
    least = value(LEAST_VISITS, organisation=template.organisation_id)
    flow = _drawn(template)
    steps, rows = flow.steps, _turns(flow, period)
    _count(steps, rows)
    _acts(flow, period)
    _twice(steps, rows)
    sampled = _times(steps, rows, calendar_for(template.unit))
    seen = list(steps.values())
    return Analysis(
        period, least, _matters(template, period), seen, proposals(seen, least), sampled
    )


@dataclass(frozen=True)
class _Flow:
    """A template's steps as they are drawn now, and the key of the initiator's own."""

    template: Template
    steps: dict[str, Figures]
    drafting: str = ""


def _drawn(template: Template) -> _Flow:
    version = template.current
    if version is None:
        return _Flow(template, {})
    definition = definition_of(version.flow_version_id)
    drafting = definition.drafting.key
    steps = {
        step.key: Figures(step.key, step.name, step)
        for step in definition.steps
        if step.key != drafting
    }
    return _Flow(template, steps, drafting)


def _turns(flow: _Flow, period: Period) -> QuerySet[Seat]:
    """The turns handled in the period."""
    first, end = period.moments
    rows = Seat.objects.filter(run__matter__request__version__template=flow.template).order_by()
    return rows.filter(
        state=Seat.State.CLOSED, closed__gte=first, closed__lt=end, opened__isnull=False,
        how__in=PAST,
    ).exclude(node=flow.drafting)  # fmt: skip


def _count(steps: dict[str, Figures], rows: QuerySet[Seat]) -> None:
    counted = rows.values("node").annotate(
        name=Max("step"), handled=Count("pk"),
        limited=Count("pk", filter=Q(due__isnull=False)),
        late=Count("pk", filter=Q(closed__gt=F("due"))),
        agreed=Count("pk", filter=Q(how="agreed")),
        by_time=Count("pk", filter=Q(how="timed_out")),
    )  # fmt: skip
    for row in counted:
        _add(steps, row, ("handled", "limited", "late", "agreed", "by_time"))


def _acts(flow: _Flow, period: Period) -> None:
    """What was said against it, and how often the form was changed; the history knows."""
    first, end = period.moments
    rows = History.objects.filter(run__matter__request__version__template=flow.template)
    rows = rows.filter(at__gte=first, at__lt=end, how__in=PAST).exclude(node=flow.drafting)
    changed = ~Q(content_before="") & ~Q(content_after="") & ~Q(content_before=F("content_after"))
    counted = rows.order_by().values("node").annotate(
        name=Max("step"), changed=Count("pk", filter=changed),
        visits=Count(F("run_id") * APART + F("visit"), distinct=True),
        disagreed=Count("pk", filter=Q(how="disagreed")),
        returned=Count("pk", filter=Q(how="returned")),
    )  # fmt: skip
    for row in counted:
        _add(flow.steps, row, ("visits", "disagreed", "returned", "changed"))


def _twice(steps: dict[str, Figures], rows: QuerySet[Seat]) -> None:
    """Who agreed had agreed at another step of the same matter before."""
    agreed = rows.filter(how="agreed").exclude(node__contains="#")
    before = Seat.objects.filter(
        run=OuterRef("run"), member=OuterRef("member"), how="agreed", closed__lt=OuterRef("closed")
    ).exclude(node=OuterRef("node"))
    latest = before.order_by("-closed").values("node")[:1]
    pairs = agreed.annotate(earlier=Subquery(latest)).filter(earlier__isnull=False)
    for node, earlier, count in pairs.values_list("node", "earlier").annotate(Count("pk")):
        if node in steps:
            steps[node].twice += count
            known = steps.get(drawn(earlier))
            name = known.name if known else earlier
            steps[node].before[name] = steps[node].before.get(name, 0) + count


def _times(steps: dict[str, Figures], rows: QuerySet[Seat], calendar: Calendar) -> int:
    """The median and the ninth tenth of working time; of how many turns, 0 for all."""
    taken = rows.exclude(how="timed_out").order_by("-closed", "-pk")
    found: list[Any] = list(taken.values_list("node", "opened", "closed")[: TIMED + 1])
    if not found:
        return 0
    clock = _Worked(calendar, min(row[1] for row in found), max(row[2] for row in found))
    minutes: dict[str, list[int]] = defaultdict(list)
    for node, opened, closed in found[:TIMED]:
        minutes[drawn(node)].append(clock.minutes(opened, closed))
    for key, taken_each in minutes.items():
        if key in steps:
            taken_each.sort()
            steps[key].middle = at_share(taken_each, 50)
            steps[key].most = at_share(taken_each, 90)
    return TIMED if len(found) > TIMED else 0


def at_share(ordered: list[int], percent: int) -> int:
    """The least of these within which so many percent are (nearest rank)."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


class _Worked:
    """Working minutes between moments, summed up once for a whole span."""

    def __init__(self, calendar: Calendar, first: datetime.datetime, last: datetime.datetime):
        self.begins: list[float] = []
        self.spans: list[tuple[float, float, float]] = []  # begin, end, worked before
        day, end, worked = (
            first.astimezone(calendar.zone).date(), last.astimezone(calendar.zone).date(), 0.0,
        )  # fmt: skip
        while day <= end:
            for span in day_spans(calendar, day):
                start, stop = (moment.timestamp() for moment in span)
                self.begins.append(start)
                self.spans.append((start, stop, worked))
                worked += stop - start
            day += DAY

    def minutes(self, opened: datetime.datetime, closed: datetime.datetime) -> int:
        """From one to the other."""
        return round((self._until(closed) - self._until(opened)) / 60)

    def _until(self, moment: datetime.datetime) -> float:
        at = moment.timestamp()
        number = bisect_right(self.begins, at) - 1
        if number < 0:
            return 0.0
        start, stop, worked = self.spans[number]
        return worked + min(at, stop) - start


def _matters(template: Template, period: Period) -> int:
    first, end = period.moments
    rows = template.versions.filter(
        requests__matter__started__gte=first, requests__matter__started__lt=end
    )
    found: int = rows.aggregate(count=Count("requests"))["count"]
    return found


def _add(steps: dict[str, Figures], row: Mapping[str, Any], parts: Iterable[str]) -> None:
    """Count a node into its step; the rows of a table are one step, and one that is drawn no more
    has its figures all the same."""
    key = drawn(row["node"])
    each = steps.setdefault(key, Figures(key, row["name"] or key))
    for part in parts:
        setattr(each, part, getattr(each, part) + row[part])


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def figures_of(steps: Iterable[Figures]) -> list[list[Any]]:
    """The figures as lines of a table."""
    return [
        [each.name, each.visits, each.handled, each.middle, each.most, each.late_share,
         each.negative, each.negative_share, each.by_time, each.time_share, each.changed,
         each.twice, each.twice_share]
        for each in steps
    ]  # fmt: skip
