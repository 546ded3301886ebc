"""Carrying a confirmed import to its end, step by step; the same after a kill."""

from django.db import transaction

from andu.kit.actor import Actor
from andu.kit.jobs import Rank, later
from andu.kit.verdict import require
from andu.organisation import actions, rules
from andu.organisation.models import ImportBatch
from andu.organisation.rights import IMPORT


@transaction.atomic
def begin(batch: ImportBatch, basis: str, *, by: Actor) -> ImportBatch:
    """Confirm an import and hand the work to the job worker."""
    batch = actions.confirm_import(batch, basis, by=by)
    later(run, batch.pk, rank=Rank.BULK)
    return batch


@transaction.atomic
def resume(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Hand the work over again, when a worker was killed too often."""
    require(rules.may_apply(by, batch))
    later(run, batch.pk, rank=Rank.BULK)
    return batch


def run(batch_id: int) -> None:
    """Apply the import in the name of who confirmed it, until it is done."""
    batch = ImportBatch.objects.get(pk=batch_id)
    by = Actor(**batch.actor, rights={IMPORT.code: ("",)})
    while batch.state == ImportBatch.State.RUNNING:
        batch = actions.apply_import(batch, by=by)
