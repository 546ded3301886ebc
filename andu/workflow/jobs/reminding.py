"""The clock looks at every open seat: who has not opened it, what is due soon, what is late, and
whose duty it is to urge (WF-18, WF-20).

Each reminder is a row that can exist once, written with the notice in one transaction: a restart,
two workers or a clock set back repeat nothing; a clock set forward reminds early, once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit import worktime
from andu.kit.actor import Actor
from andu.notify.telling import Note, tell_note
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Organisation
from andu.policy.reading import value
from andu.todo.models import Todo
from andu.workflow.chips import chip_of
from andu.workflow.jobs.urge_duties import open_duties, settle_duties
from andu.workflow.models import Matter, Reminder, Seat
from andu.workflow.notify import DUE
from andu.workflow.owning import answers_for
from andu.workflow.policy import REMIND_BEFORE

BATCH = 100
Kind = Reminder.Kind
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Clock:
    """One look of the clock: the moment, and until when a limit counts as near."""

    organisation: Organisation
    now: datetime
    horizon: datetime


def remind_due() -> int:
    """Remind everybody of what has come up since the last look; returns how many reminders."""
    now = timezone.now()
    settle_duties(now)
    found = 0
    for organisation in Organisation.objects.all():
        clock = Clock(organisation, now, horizon_of(organisation, now))
        for kind in (Kind.LATE, Kind.SOON, Kind.UNSEEN):
            found += remind_all(clock, kind, _waiting, _remind)
    return found


def horizon_of(organisation: Organisation, now: datetime) -> datetime:
    """Until when a limit counts as near, by working time."""
    minutes = value(REMIND_BEFORE, organisation=organisation.pk)
    try:
        return worktime.add(calendar_for(organisation), now, timedelta(minutes=minutes))
    except ValueError:
        return now


def remind_all(
    clock: Clock, kind: str, waiting: Callable[[Clock, str], QuerySet[Row]],
    remind: Callable[[Sequence[Row], str, Clock], None],
) -> int:  # fmt: skip
    """Remind of all that waits, batch by batch, each a transaction of its own; returns how many."""
    total = 0
    while True:
        with transaction.atomic():
            rows = list(waiting(clock, kind)[:BATCH])
            remind(rows, kind, clock)
        total += len(rows)
        if len(rows) < BATCH:
            return total


def _waiting(clock: Clock, kind: str) -> QuerySet[Seat]:
    """The open seats of this kind that have not been reminded."""
    running = Q(run__matter__organisation=clock.organisation,
                run__matter__state=Matter.State.RUNNING)  # fmt: skip
    rows = Seat.objects.filter(running, state=Seat.State.OPEN)
    if kind == Kind.UNSEEN:
        due, rows = "respond_due", rows.filter(seen__isnull=True, respond_due__lte=clock.now)
        told = Reminder.objects.filter(seat=OuterRef("pk"), kind=kind)
    elif kind == Kind.LATE:
        due, rows = "due", rows.filter(due__lte=clock.now)
        told = Reminder.objects.filter(seat=OuterRef("pk"), kind=kind, due=OuterRef("due"))
    else:
        due, rows = "due", rows.filter(due__gt=clock.now, due__lte=clock.horizon)
        told = Reminder.objects.filter(seat=OuterRef("pk"), kind=kind, due=OuterRef("due"))
    rows = rows.filter(~Exists(told)).annotate(limit=F(due))
    return rows.select_related("run__matter").order_by("pk")


def _remind(seats: Sequence[Seat], kind: str, clock: Clock) -> None:
    Reminder.objects.bulk_create(
        [Reminder(seat=s, kind=kind, due=_limit(s), at=clock.now) for s in seats],
        ignore_conflicts=True,
    )
    calendar = calendar_for(clock.organisation) if seats else None
    for seat in seats:
        words = ""
        if kind != Kind.UNSEEN and calendar:
            words = chip_of(seat.due, clock.now, calendar).words
        tell_note(_holders(seat), _note(seat, kind, words), by=the_clock())
    if kind != Kind.UNSEEN:
        open_duties(seats, clock.now)


def _holders(seat: Seat) -> Iterable[int]:
    """Whoever has the line in the inbox: the holder, and who stands in for them; of a pool those
    who administer the flow."""
    lines = Todo.objects.filter(seat_id=seat.pk, kind__in=Todo.Kind.values, step=seat.step[:80])
    return {*answers_for(seat), *lines.values_list("assignee_id", flat=True)}


def _limit(seat: Seat) -> datetime:
    found: datetime = seat.limit  # type: ignore[attr-defined]
    return found


def the_clock() -> Actor:
    """Who reminds."""
    return Actor(name=_("系统提醒"))


def _note(seat: Seat, kind: str, words: str) -> Note:
    matter, many = seat.run.matter, f"{seat.who} " if seat.is_pool else ""
    said = {
        Kind.UNSEEN: _("请尽快查看：{title}"), Kind.SOON: _("即将到期：{title}"),
        Kind.LATE: _("已超期：{title}"),
    }[Kind(kind)]  # fmt: skip
    return Note(
        title=said.format(title=matter.title), text=f"{seat.step} {many}{words}".strip(),
        link=matter.get_absolute_url(), kind=DUE.code, source=_("系统提醒"),
        urgency=matter.urgency, dedupe=f"due:{seat.pk}:{kind}:{_limit(seat):%Y%m%d%H%M}",
    )  # fmt: skip
