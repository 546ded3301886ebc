"""Limits rest on the working calendar: from a month before a year whose holidays nobody has set,
whoever keeps the calendar is told, once each."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.notify.telling import Note, tell_note
from andu.organisation.calendar import missing_year
from andu.organisation.holding import holders
from andu.organisation.models import Grant, Member, Organisation, RoleRight
from andu.organisation.rights import MANAGE
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
    tell_note([one.pk for one in _keepers(organisation)], note, by=the_clock())


def _keepers(organisation: Organisation) -> list[Member]:
    """Whoever keeps the whole organisation, by a role of it without a narrower scope."""
    roles = RoleRight.objects.filter(right=MANAGE.code, role__organisation=organisation)
    grants = Grant.objects.current().filter(role__in=roles.values("role"), scope=None)
    return list(holders(grants).filter(organisation=organisation))
