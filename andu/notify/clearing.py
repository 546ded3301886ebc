"""Clearing away notices that were read long ago."""

import datetime

from django.utils import timezone

from andu.notify.models import Notice
from andu.notify.policy import KEEP_DAYS
from andu.policy.reading import value

AT_ONCE = 1000


def clear_read(now: datetime.datetime | None = None) -> int:
    """Delete notices read longer ago than the policy keeps them; returns how many."""
    before = (now or timezone.now()) - datetime.timedelta(days=value(KEEP_DAYS))
    cleared = 0
    while ids := list(Notice.objects.read_before(before).values_list("pk", flat=True)[:AT_ONCE]):
        Notice.objects.filter(pk__in=ids).delete()
        cleared += len(ids)
    return cleared
