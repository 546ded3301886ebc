"""Clearing away notices that were read long ago."""

import datetime

from django.utils import timezone

from andu.notify.models import Notice, NoticeQuery
from andu.notify.policy import KEEP_DAYS, KEEP_UNREAD_DAYS
from andu.policy.reading import value

AT_ONCE = 1000


def clear_read(now: datetime.datetime | None = None) -> int:
    """Delete notices read longer ago than the policy keeps them, and, where it says so, those
    nobody has read for long; returns how many."""
    now = now or timezone.now()
    cleared = _clear(Notice.objects.read_before(now - datetime.timedelta(days=value(KEEP_DAYS))))
    if days := value(KEEP_UNREAD_DAYS):
        old = now - datetime.timedelta(days=days)
        cleared += _clear(Notice.objects.unread_since_before(old))
    return cleared


def _clear(rows: NoticeQuery) -> int:
    cleared = 0
    while ids := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        Notice.objects.filter(pk__in=ids).delete()
        cleared += len(ids)
    return cleared
