"""The clock reminds whoever owes an answer: before the day that was wished for is over, and after;
once each for every question, while the matter runs."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.telling import Note, tell_note
from andu.organisation.models import Organisation
from andu.workflow.jobs.reminding import horizon_of, the_clock
from andu.workflow.models import Consultation, Matter
from andu.workflow.notify import DUE

BATCH = 100
SOON, LATE = 1, 2  # how often it has reminded


def remind_asked() -> int:
    """Remind everybody of the questions that have come up; returns how many reminders."""
    now, found = timezone.now(), 0
    places = Consultation.objects.waiting().filter(due__isnull=False).values("matter__organisation")
    for organisation in Organisation.objects.filter(pk__in=places):
        found += _remind_all(organisation, now)
    return found


def _remind_all(organisation: Organisation, now: datetime) -> int:
    """Batch by batch, each a transaction of its own."""
    late = Q(due__lte=now, reminded__lt=LATE)
    soon = Q(due__gt=now, due__lte=horizon_of(organisation, now), reminded__lt=SOON)
    running = Q(matter__organisation=organisation, matter__state=Matter.State.RUNNING)
    total = 0
    while True:
        with transaction.atomic():
            rows = Consultation.objects.waiting().filter(running, late | soon)
            rows = rows.select_for_update(of=("self",)).select_related("matter").order_by("pk")
            asked = list(rows[:BATCH])
            for each in asked:
                _remind(each, LATE if each.due and each.due <= now else SOON)
        total += len(asked)
        if len(asked) < BATCH:
            return total


def _remind(asked: Consultation, how: int) -> None:
    asked.reminded = how
    asked.save(update_fields=["reminded"])
    words = _("请今天答复{asker}：{title}") if how == SOON else _("还没有答复{asker}：{title}")
    due = f"{timezone.localtime(asked.due):%Y-%m-%d}" if asked.due else ""
    matter = asked.matter
    note = Note(
        title=words.format(asker=asked.asker_name, title=matter.title),
        text=_("对方希望 {due} 前答复。").format(due=due), link=matter.get_absolute_url(),
        kind=DUE.code, source=_("系统提醒"), urgency=matter.urgency,
    )  # fmt: skip
    tell_note([asked.member_id], note, by=the_clock())
