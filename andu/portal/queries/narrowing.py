"""Filters as conditions of a list's rows. Every condition narrows; nothing here widens."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from andu.organisation.models import Appointment
from andu.portal.queries.criteria import Criteria, Span
from andu.portal.queries.sources import Columns, Source
from andu.todo.models import FAR_FUTURE
from andu.workflow.models import Matter, Run, Seat

Rows = QuerySet[Any]


def narrowed(rows: Rows, source: Source, asked: Criteria) -> Rows:
    """The rows that answer every filter; none when a filter isn't understood or isn't this
    list's."""
    if asked.problems or asked.keys - source.keys:
        return rows.none()
    columns = source.columns
    rows = _by_words(rows, asked, columns)
    if asked.labels:
        rows = rows.filter(**{f"{columns.label}__in": asked.labels})
    if asked.urgencies:
        rows = rows.filter(**{f"{columns.prefix}urgency__in": asked.urgencies})
    for key, span in asked.spans.items():
        rows = _by_time(rows, columns, key, span)
    return _by_matter(rows, columns, asked)


def bounds(span: Span, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when (included) to when (not included); None is open."""
    today = timezone.localdate(now)
    words = {
        "late": (None, now),
        "today": (_start(today), _start(today + timedelta(1))),
        "week": (_start(today - timedelta(today.weekday())),
                 _start(today + timedelta(7 - today.weekday()))),
        "month": (_start(today.replace(day=1)),
                  _start((today.replace(day=1) + timedelta(32)).replace(day=1))),
    }  # fmt: skip
    since, until = words.get(span.word, (None, None))
    if span.since:
        since = max(filter(None, (since, _start(span.since))))
    if span.until:
        until = min(filter(None, (until, _start(span.until + timedelta(1)))))
    return since, until


def _start(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _by_words(rows: Rows, asked: Criteria, columns: Columns) -> Rows:
    for word in asked.words.split():
        found = Q(**{f"{columns.prefix}title__icontains": word})
        if columns.matter:
            found |= Q(**{f"{columns.prefix}serial__icontains": word})
        rows = rows.filter(found)
    return rows


def _by_time(rows: Rows, columns: Columns, key: str, span: Span) -> Rows:
    since, until = bounds(span, timezone.now())
    if key == "due" and span.word in ("today", "week", "month") and not span.since:
        since = None  # what is late is due today all the more
    if key == "started":
        inside = _between("started", since, until)
        return _where_matter(rows, columns, inside)
    column = columns.arrived if key == "arrived" else f"{columns.prefix}due"
    if key == "due":
        there = Q(**{f"{column}__isnull": True}) | Q(**{column: FAR_FUTURE})
        rows = rows.filter(there) if span.word == "none" else rows.exclude(there)
    return rows.filter(_between(column, since, until))


def _between(column: str, since: datetime | None, until: datetime | None) -> Q:
    inside = Q()
    if since:
        inside &= Q(**{f"{column}__gte": since})
    if until:
        inside &= Q(**{f"{column}__lt": until})
    return inside


def _by_matter(rows: Rows, columns: Columns, asked: Criteria) -> Rows:
    # Runs are asked once and not for each row: an inbox may hold twenty thousand.
    if asked.handlers:
        seats = Seat.objects.filter(member__in=list(asked.handlers), state=Seat.State.OPEN)
        rows = rows.filter(**{f"{columns.matter}__in": seats.values("run__matter")})
    if asked.units:
        begun = Run.objects.filter(initiator_appointment__in=_places(asked).values("pk"))
        rows = rows.filter(Exists(begun.filter(matter=OuterRef(columns.matter))))
    wanted = Q()
    if asked.states:
        wanted &= Q(state__in=asked.states)
    if asked.initiators:
        wanted &= Q(initiator__in=list(asked.initiators))
    return _where_matter(rows, columns, wanted) if wanted else rows


def _places(asked: Criteria) -> QuerySet[Any]:
    """Appointments within the units, those below included: initiators act from there."""
    within = Q()
    for unit in asked.units.values():
        within |= Q(unit__path__startswith=unit.path)
    return Appointment.objects.filter(within)


def _where_matter(rows: Rows, columns: Columns, wanted: Q) -> Rows:
    return rows.filter(Exists(Matter.objects.filter(wanted, pk=OuterRef(columns.matter))))
