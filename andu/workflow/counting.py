"""Whose limit an open turn has: that of its step, counted from where the turn began and without the
pauses, or one that somebody has set by instruction (WF-17)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from andu.engine.configuration import Why
from andu.engine.nodes import Step
from andu.kit import worktime
from andu.kit.worktime import Calendar
from andu.workflow.deadlines import Limits, calendar_of, moved, usual_from
from andu.workflow.loading import Loaded
from andu.workflow.models import Deadline, History, Matter, Seat

Spans = Sequence[tuple[datetime, datetime]]


def hands_of(seat: Seat, rows: Mapping[int, Seat]) -> list[Seat]:
    """The seats a turn has been in while it was open, this one first; `rows` are those of the run
    by number. Who got it by time has a turn of their own."""
    found = [seat]
    while (former := rows.get(found[-1].instead_of)) and former.opened:
        if former.why == Why.OVERDUE:
            break
        found.append(former)
    return found


def begun(hands: Sequence[Seat]) -> datetime:
    """When a turn began, in whose hands it may have been since."""
    return hands[-1].opened or timezone.now()


def instructed(loaded: Loaded) -> set[int]:
    """The numbers of the open seats whose limit was set by somebody: for the turn, whoever had it
    then, or for the whole matter, when that is earlier than the step's own."""
    matter, run = loaded.matter, loaded.run.pk
    is_open = [seat for seat in loaded.seats.values() if seat.state == Seat.State.OPEN]
    hands = {seat.number: hands_of(seat, loaded.seats) for seat in is_open}
    told = set(Deadline.objects.filter(matter=matter).values_list("seat", flat=True))
    found = {number for number, turn in hands.items()
             if not told.isdisjoint(each.pk for each in turn)}  # fmt: skip
    if not matter.is_instructed:
        return found
    calendar, pauses = calendar_of(matter), pauses_of([run]).get(run, ())
    for seat in (each for each in is_open if each.due):
        step, start = loaded.definition.step(seat.node), begun(hands[seat.number])
        usual = usual_limits(matter, step, calendar, start, pauses).handle
        if usual is None or (seat.due and seat.due < usual):
            found.add(seat.number)
    return found


def usual_limits(
    matter: Matter, step: Step, calendar: Calendar, start: datetime, pauses: Spans
) -> Limits:  # fmt: skip
    """The limits of a step whose turn began at `start`, later by the pauses since, whatever an
    instruction says."""
    limits, lost = usual_from(matter, step, calendar, start), lost_in(calendar, start, pauses)
    return Limits(moved(calendar, limits.respond, lost), moved(calendar, limits.handle, lost))


def pauses_of(runs: Iterable[int]) -> dict[int, list[tuple[datetime, datetime]]]:
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


def lost_in(calendar: Calendar, start: datetime, pauses: Spans) -> timedelta:
    """The working time of the pauses since `start`."""
    spans = [worktime.between(calendar, since, until) for since, until in pauses if since >= start]
    return sum(spans, timedelta(0))
