"""Clearing away what lay long enough; it can be made again at any time."""

import datetime

from django.db import transaction
from django.utils import timezone

from andu.downloads.models import Download
from andu.downloads.policy import KEEP_DAYS
from andu.files.making import let_go
from andu.policy.reading import value

AT_ONCE = 500


def clear_old(now: datetime.datetime | None = None) -> int:
    """Clear downloads past their days; returns how many."""
    before = (now or timezone.now()) - datetime.timedelta(days=value(KEEP_DAYS))
    old = Download.objects.older_than(before).select_related("file")[:AT_ONCE]
    return sum(_cleared(download) for download in old)


@transaction.atomic
def _cleared(download: Download) -> int:
    rows = Download.objects.filter(pk=download.pk, state=download.state)
    count = rows.update(state=Download.State.GONE, file=None)
    if count and download.file is not None:
        let_go(download.file)
    return count
