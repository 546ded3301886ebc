"""超期说明 and 催办 in figures: late acts and duties to urge, by days (WF-19, WF-20)."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from andu.kit.actor import Actor
from andu.organisation.models import Organisation
from andu.workflow.models import LateAct, UrgeDuty
from andu.workflow.rights import REPORT

USUAL_DAYS = 30


def late_acts(organisation: Organisation | int, since: date, until: date) -> QuerySet[LateAct]:
    """Every act after its limit from one day to another (both included), the latest first: the
    delay report of WF-19."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    begin, end = _span(since, until)
    rows = LateAct.objects.filter(matter__organisation=key, at__gte=begin, at__lt=end)
    return rows.select_related("matter").order_by("-at", "-id")


def late_for(by: Actor, since: date, until: date) -> QuerySet[LateAct]:
    """The same, of the units for which the actor may read it."""
    rows = LateAct.objects.visible_to(by, REPORT.code).values("pk")
    return late_acts(by.organisation_id or 0, since, until).filter(pk__in=rows)


def duties(organisation: Organisation | int, since: date, until: date) -> QuerySet[UrgeDuty]:
    """The duties to urge that began in this time: how many were done and how many omitted is told
    by their state (WF-20)."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    begin, end = _span(since, until)
    rows = UrgeDuty.objects.filter(seat__run__matter__organisation=key, opened__gte=begin)
    return rows.filter(opened__lt=end).select_related("seat__run__matter").order_by("-opened")


def _span(since: date, until: date) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(since, time.min, zone),
        datetime.combine(until + timedelta(days=1), time.min, zone),
    )
