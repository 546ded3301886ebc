"""The clock looks at the limit of whole matters, the second clock beside those of turns: the
initiator and whoever has it now hear when it nears and when it has passed (WF-17, POL-26, POL-27).

Like the reminders of turns each is a row that can exist once for a limit.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.telling import Note, tell_note
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Organisation
from andu.workflow.chips import chip_of
from andu.workflow.jobs.reminding import Clock, horizon_of, remind_all, the_clock
from andu.workflow.models import Matter, MatterReminder, Seat
from andu.workflow.notify import DUE

Kind = MatterReminder.Kind


def remind_matters() -> int:
    """Remind of every limit of a matter that has come up since the last look; how many matters."""
    now, found = timezone.now(), 0
    for organisation in Organisation.objects.all():
        clock = Clock(organisation, now, horizon_of(organisation, now))
        for kind in (Kind.LATE, Kind.SOON):
            found += remind_all(clock, kind, _waiting, _remind)
    return found


def _waiting(clock: Clock, kind: str) -> QuerySet[Matter]:
    near = Q(due__lte=clock.now) if kind == Kind.LATE else Q(
        due__gt=clock.now, due__lte=clock.horizon
    )  # fmt: skip
    told = MatterReminder.objects.filter(matter=OuterRef("pk"), kind=kind, due=OuterRef("due"))
    running = Matter.objects.filter(
        near, ~Exists(told), organisation=clock.organisation, state=Matter.State.RUNNING
    )
    return running.order_by("pk")


def _remind(matters: Sequence[Matter], kind: str, clock: Clock) -> None:
    MatterReminder.objects.bulk_create(
        [MatterReminder(matter=m, kind=kind, due=m.due or clock.now, at=clock.now)
         for m in matters],
        ignore_conflicts=True,
    )  # fmt: skip
    holders: dict[int, set[int]] = {}
    rows = Seat.objects.filter(run__matter__in=matters, state=Seat.State.OPEN)
    rows = rows.filter(member__isnull=False)  # a pool is nobody's yet: the initiator hears
    for number, member in rows.values_list("run__matter", "member"):
        holders.setdefault(number, set()).add(member)
    calendar = calendar_for(clock.organisation) if matters else None
    for matter in matters:
        words = chip_of(matter.due, clock.now, calendar).words if calendar else ""
        people: Iterable[int] = {matter.initiator_id, *holders.get(matter.pk, ())}
        tell_note(people, _note(matter, kind, words), by=the_clock())


def _note(matter: Matter, kind: str, words: str) -> Note:
    said = _("即将到办结时限：{title}") if kind == Kind.SOON else _("已过办结时限：{title}")
    return Note(
        title=said.format(title=matter.title), text=words, link=matter.get_absolute_url(),
        kind=DUE.code, source=_("系统提醒"), urgency=matter.urgency,
        dedupe=f"finish:{matter.pk}:{kind}:{matter.due:%Y%m%d%H%M}",
    )  # fmt: skip
