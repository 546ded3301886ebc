"""Counting open limits anew after the working calendar or the hours of a unit were changed.

Limits follow from when the turn began, so counting twice changes nothing. What an instruction
set, and what is over, stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from andu.organisation.calendar import Calendars
from andu.organisation.models import Organisation
from andu.todo.models import FAR_FUTURE, Todo
from andu.workflow.compiled import definition_of
from andu.workflow.counting import begun, hands_of, lost_in, pauses_of, usual_limits
from andu.workflow.deadlines import finish_by, moved, within
from andu.workflow.models import Deadline, Matter, Seat

BATCH = 200


def recount_dues(organisation_id: int) -> int:
    """Count the limits of every open seat and running matter of an organisation; returns how many
    have changed."""
    organisation = Organisation.objects.get(pk=organisation_id)
    calendars = Calendars()
    return _seats(organisation, calendars) + _matters(organisation, calendars)


def _seats(organisation: Organisation, calendars: Calendars) -> int:
    rows = Seat.objects.filter(
        state=Seat.State.OPEN, opened__isnull=False, run__matter__organisation=organisation,
        run__matter__state=Matter.State.RUNNING,
    )  # fmt: skip
    found = rows.select_related("run__matter__unit", "run__matter__organisation").order_by("pk")
    return sum(_recounted(batch, calendars) for batch in _batches(found))


def _recounted(seats: tuple[Seat, ...], calendars: Calendars) -> int:
    pauses = pauses_of(seat.run_id for seat in seats)
    changed = []
    for seat, start in _begun(seats):
        matter = seat.run.matter
        step = definition_of(seat.run.flow_version_id).step(seat.node)
        spans = pauses.get(seat.run_id, ())
        calendar = calendars.of(matter.unit or matter.organisation)
        limits = usual_limits(matter, step, calendar, start, spans)
        due, respond = within(matter, start, limits.handle), limits.respond
        respond = None if seat.is_pool else respond
        if (seat.due, seat.respond_due) != (due, respond):
            seat.due, seat.respond_due = due, respond
            changed.append(seat)
    with transaction.atomic():
        for seat in changed:
            open_ = Seat.objects.filter(pk=seat.pk, state=Seat.State.OPEN)
            open_.update(due=seat.due, respond_due=seat.respond_due)
            Todo.objects.filter(seat_id=seat.pk).update(due=seat.due or FAR_FUTURE)
    return len(changed)


def _begun(seats: tuple[Seat, ...]) -> list[tuple[Seat, datetime]]:
    """When each turn began: one that was taken over while open, with the one it is instead of.
    Those are left out to which an instruction gave their limit, in whosever hands they were."""
    replaced = {seat.run_id for seat in seats if seat.instead_of}
    known: dict[int, dict[int, Seat]] = defaultdict(dict)
    for row in Seat.objects.filter(run__in=replaced):
        known[row.run_id][row.number] = row
    hands = {seat.pk: hands_of(seat, known[seat.run_id]) for seat in seats}
    every = {each.pk for turn in hands.values() for each in turn}
    told = set(Deadline.objects.filter(seat__in=every).values_list("seat", flat=True))
    return [(seat, begun(hands[seat.pk])) for seat in seats
            if told.isdisjoint(each.pk for each in hands[seat.pk])]  # fmt: skip


def _matters(organisation: Organisation, calendars: Calendars) -> int:
    rows = Matter.objects.filter(
        organisation=organisation, state=Matter.State.RUNNING, due__isnull=False,
        is_instructed=False,
    )  # fmt: skip
    changed = 0
    found = list(rows.select_related("unit", "organisation", "run"))
    pauses = pauses_of(matter.run.pk for matter in found)
    for matter in found:
        due = finish_by(matter.unit or organisation, matter.started, is_text=matter.is_text)
        calendar = calendars.of(matter.unit or organisation)
        lost = lost_in(calendar, matter.started, pauses.get(matter.run.pk, ()))
        due = moved(calendar, due, lost)
        if due and due != matter.due:
            changed += Matter.objects.filter(pk=matter.pk).update(due=due)
    return changed


def _batches(rows: Iterable[Seat]) -> Iterator[tuple[Seat, ...]]:
    left = iter(list(rows))
    while batch := tuple(islice(left, BATCH)):
        yield batch
