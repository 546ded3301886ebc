"""Clearing away batches of long ago; the decisions stay in the histories of their matters."""

import datetime

from django.utils import timezone

from andu.portal.models import Batch

KEPT = datetime.timedelta(days=30)
AT_ONCE = 200


def clear_batches(now: datetime.datetime | None = None) -> int:
    """Delete batches older than thirty days with their items; returns how many."""
    before, cleared = (now or timezone.now()) - KEPT, 0
    while ids := list(Batch.objects.filter(at__lt=before).values_list("pk", flat=True)[:AT_ONCE]):
        Batch.objects.filter(pk__in=ids).delete()
        cleared += len(ids)
    return cleared
