"""Counting open limits anew after the working calendar or the hours of a unit were changed.

Limits follow from when the turn began, so counting twice changes nothing. What an instruction
set, and what is over, stays.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from andu.engine.configuration import Why
from andu.kit import worktime
from andu.kit.worktime import Calendar
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Organisation, Unit
from andu.todo.models import FAR_FUTURE, Todo
from andu.workflow.compiled import definition_of
from andu.workflow.deadlines import finish_by, limits_from
from andu.workflow.models import Deadline, History, Matter, Seat

BATCH = 200


def recount_dues(organisation_id: int) -> int:
    """Count the limits of every open seat and running matter of an organisation; returns how many
    have changed."""
    organisation = Organisation.objects.get(pk=organisation_id)
    calendars = _Calendars(organisation)
    return _seats(organisation, calendars) + _matters(organisation, calendars)


class _Calendars:
    """Each unit's calendar, read once."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation, self.known = organisation, dict[int, Calendar]()

    def of(self, unit: Unit | None) -> Calendar:
        key = unit.pk if unit else 0
        if key not in self.known:
            self.known[key] = calendar_for(unit or self.organisation)
        return self.known[key]


def _seats(organisation: Organisation, calendars: _Calendars) -> int:
    rows = Seat.objects.filter(
        state=Seat.State.OPEN, opened__isnull=False, run__matter__organisation=organisation,
        run__matter__state=Matter.State.RUNNING,
    )  # fmt: skip
    rows = rows.filter(~Exists(Deadline.objects.filter(seat=OuterRef("pk"))))
    found = rows.select_related("run__matter__unit", "run__matter__organisation").order_by("pk")
    return sum(_recounted(batch, calendars) for batch in _batches(found))


def _recounted(seats: tuple[Seat, ...], calendars: _Calendars) -> int:
    pauses = _pauses(seat.run_id for seat in seats)
    begun = _begun(seats)
    changed = []
    for seat in seats:
        matter = seat.run.matter
        step = definition_of(seat.run.flow_version_id).step(seat.node)
        calendar = calendars.of(matter.unit)
        opened = begun[seat.pk]
        limits = limits_from(matter, step, calendar, opened)
        lost = _lost(calendar, opened, pauses.get(seat.run_id))
        due = _prolonged(calendar, limits.handle, lost)
        respond = _prolonged(calendar, limits.respond, lost)
        if (seat.due, seat.respond_due) != (due, respond):
            seat.due, seat.respond_due = due, respond
            changed.append(seat)
    with transaction.atomic():
        for seat in changed:
            open_ = Seat.objects.filter(pk=seat.pk, state=Seat.State.OPEN)
            open_.update(due=seat.due, respond_due=seat.respond_due)
            Todo.objects.filter(seat_id=seat.pk).update(due=seat.due or FAR_FUTURE)
    return len(changed)


def _begun(seats: tuple[Seat, ...]) -> dict[int, datetime]:
    """When each turn began: one that was taken over while open, with the one it is instead of."""
    replaced = {seat.run_id for seat in seats if seat.instead_of}
    rows = Seat.objects.filter(run__in=replaced)
    known = {(row.run_id, row.number): row for row in rows}
    found = {}
    for seat in seats:
        first = seat
        while (former := known.get((seat.run_id, first.instead_of))) and former.opened:
            if former.why == Why.OVERDUE:  # who got it by time had a limit of their own
                break
            first = former
        found[seat.pk] = first.opened or timezone.now()
    return found


def _matters(organisation: Organisation, calendars: _Calendars) -> int:
    told = Deadline.objects.filter(matter=OuterRef("pk"), seat=None)
    rows = Matter.objects.filter(
        ~Exists(told), organisation=organisation, state=Matter.State.RUNNING, due__isnull=False
    )
    changed = 0
    found = list(rows.select_related("unit", "organisation", "run"))
    pauses = _pauses(matter.run.pk for matter in found)
    for matter in found:
        due = finish_by(matter.unit or organisation, matter.started, is_text=matter.is_text)
        calendar = calendars.of(matter.unit)
        due = _prolonged(calendar, due, _lost(calendar, matter.started, pauses.get(matter.run.pk)))
        if due and due != matter.due:
            changed += Matter.objects.filter(pk=matter.pk).update(due=due)
    return changed


def _pauses(runs: Iterable[int]) -> dict[int, list[tuple[datetime, datetime]]]:
    """When each run stood suspended, from its history."""
    rows = History.objects.filter(run__in=set(runs), how__in=("suspended", "resumed"))
    since: dict[int, datetime] = {}
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for run, how, at in rows.order_by("run", "sequence").values_list("run", "how", "at"):
        if how == "suspended":
            since[run] = at
        elif run in since:
            found.setdefault(run, []).append((since.pop(run), at))
    return found


def _lost(
    calendar: Calendar, opened: datetime, pauses: list[tuple[datetime, datetime]] | None
) -> timedelta:
    spans = [
        worktime.between(calendar, since, until)
        for since, until in pauses or () if since >= opened
    ]  # fmt: skip
    return sum(spans, timedelta(0))


def _prolonged(calendar: Calendar, due: datetime | None, lost: timedelta) -> datetime | None:
    return worktime.add(calendar, due, lost) if due and lost else due


def _batches(rows: Iterable[Seat]) -> Iterator[tuple[Seat, ...]]:
    left = iter(list(rows))
    while batch := tuple(islice(left, BATCH)):
        yield batch
