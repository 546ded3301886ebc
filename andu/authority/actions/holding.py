"""Letting a matter keep to the versions of its day."""

from collections.abc import Iterable

from django.db import transaction

from andu.authority.models import Kept, Version
from andu.kit.actor import Actor


@transaction.atomic
def keep_versions(run_id: int, versions: Iterable[Version], *, by: Actor) -> list[Kept]:
    """Part of a submission, which has its own rules and trace."""
    rows = [Kept(run_id=run_id, matrix_id=each.matrix_id, version=each) for each in versions]
    return Kept.objects.bulk_create(rows)
