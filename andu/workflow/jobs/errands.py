"""The errands whose moment has come."""

from django.db.models import QuerySet
from django.utils import timezone

from andu.workflow.models import Errand, Matter


def errands_due(*, by_time: bool = True) -> QuerySet[Errand]:
    """Those to be looked at, the longest waiting first, of matters that go on."""
    rows = Errand.objects.filter(state=Errand.State.WAITING, at__lte=timezone.now())
    if not by_time:
        rows = rows.exclude(kind__in=(Errand.Kind.WAIT, Errand.Kind.ALARM))
    running = rows.filter(run__matter__state=Matter.State.RUNNING)
    return running.select_related("run__matter").order_by("at", "pk")
