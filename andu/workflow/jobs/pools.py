"""Who could have taken work that somebody else took is told so for a day; then the rows go."""

from datetime import timedelta

from django.utils import timezone

from andu.workflow.models import Pool, PoolCandidate

KEPT = timedelta(days=1)
BATCH = 100


def drop_candidates() -> int:
    """The people of pools that were closed a day ago, pool by pool; returns how many pools."""
    old = Pool.objects.filter(closed__lt=timezone.now() - KEPT, candidates__isnull=False)
    found = 0
    while batch := list(old.order_by("closed").values_list("pk", flat=True).distinct()[:BATCH]):
        for pk in batch:
            PoolCandidate.objects.filter(pool=pk).delete()
        found += len(batch)
    return found
