"""Limits rest on the working calendar: from a month before a year whose holidays nobody has set,
whoever keeps the calendar is told, once each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.telling import Note, tell_note
from andu.organisation.calendar import missing_year
from andu.organisation.models import Organisation
from andu.organisation.rights import MANAGE
from andu.organisation.telling import holders_of
from andu.workflow.jobs.reminding import the_clock
from andu.workflow.notify import CALENDAR


def warn_of_next_year() -> int:
    """Tell the keepers of every calendar that lacks a year; returns how many organisations."""
    today, found = timezone.localdate(), 0
    for organisation in Organisation.objects.all():
        year = missing_year(organisation.pk, today)
        if year is not None:
            found += 1
            with transaction.atomic():
                _warn(organisation, year)
    return found


def _warn(organisation: Organisation, year: int) -> None:
    title = _("还没有设定 {year} 年的放假和调休").format(year=year)
    note = Note(
        title=title, text=_("办理时限会把法定节假日当作工作日计算，请在国务院通知公布后尽快载入。"),
        link=f"/admin/workdays?year={year}", kind=CALENDAR.code, source=_("工作日历"),
        dedupe=f"calendar:{organisation.pk}:{year}",
    )  # fmt: skip
    keepers = holders_of(MANAGE.code, organisation.pk, "")
    tell_note(keepers.values_list("pk", flat=True), note, by=the_clock())
