"""Which turns are late: each gets a row that says when the next thing happens by itself."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from andu.organisation.calendar import Calendars
from andu.workflow.models import Matter, Seat, Timer
from andu.workflow.timing import next_moment

BATCH = 200


def set_timers() -> int:
    """A timer for every turn whose limit has passed since the last look, and for those whose limit
    was changed; what has been done of a turn's acts stays done. Returns how many."""
    total = 0
    while True:
        seats, calendars = list(_untimed()[:BATCH]), Calendars()
        Timer.objects.bulk_create(
            [_timer(seat, calendars) for seat in seats], update_conflicts=True,
            unique_fields=["seat"], update_fields=["due", "at"],
        )  # fmt: skip
        total += len(seats)
        if len(seats) < BATCH:
            return total


def timers_due() -> QuerySet[Timer]:
    """Timers whose moment has come, of turns that are open still and have this limit."""
    running = Q(seat__state=Seat.State.OPEN, seat__run__matter__state=Matter.State.RUNNING)
    rows = Timer.objects.filter(running, at__lte=timezone.now(), due=F("seat__due"))
    return rows.select_related("seat__run__matter").order_by("at", "pk")


def _untimed() -> QuerySet[Seat]:
    rows = Seat.objects.filter(
        Q(timer=None) | ~Q(timer__due=F("due")), state=Seat.State.OPEN, due__lte=timezone.now(),
        run__matter__state=Matter.State.RUNNING,
    )  # fmt: skip
    places = ("run__matter__unit", "run__matter__organisation", "timer")
    return rows.select_related(*places).order_by("pk")


def _timer(seat: Seat, calendars: Calendars) -> Timer:
    known = getattr(seat, "timer", None)
    done = known.done if known else 0
    assert seat.due is not None
    matter = seat.run.matter
    moment = next_moment(seat, done, calendars.of(matter.unit or matter.organisation))
    return Timer(seat=seat, due=seat.due, at=moment, done=done)
