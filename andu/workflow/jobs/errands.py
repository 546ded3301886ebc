"""The errands whose moment has come."""

from django.db.models import QuerySet
from django.utils import timezone

from andu.workflow.models import Errand, Matter


def errands_due() -> QuerySet[Errand]:
    """Those to be looked at, the longest waiting first, of matters that go on."""
    now = timezone.now()
    rows = Errand.objects.filter(state=Errand.State.WAITING, at__lte=now)
    running = rows.filter(run__matter__state=Matter.State.RUNNING)
    return running.select_related("run__matter").order_by("at", "pk")
