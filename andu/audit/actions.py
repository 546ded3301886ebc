"""The verbs of this room."""

from itertools import islice

from django.db import transaction
from django.utils import timezone

from andu.audit import rules
from andu.audit.events import Exported, Verified
from andu.audit.models import Export, Verification
from andu.audit.recording import record
from andu.audit.verifying import breaks, counts
from andu.kit.actor import Actor
from andu.kit.verdict import require

MOST = 1000
LONGEST = 300


def verify(*, by: Actor) -> Verification:
    """Check every chain and keep the result."""
    require(rules.may_verify(by))
    found = list(islice(breaks(), MOST))
    lines = [f"{fault.kind} {fault.subject_id} #{fault.sequence}: {fault.fault}" for fault in found]
    return _kept(lines, by=by)


@transaction.atomic
def export(narrowed: str, *, by: Actor) -> Export:
    """Note that entries leave the house, and which."""
    require(rules.may_export(by))
    made = Export(at=timezone.now(), by_name=by.name, narrowed=narrowed[:LONGEST])
    made.save()
    record(Exported(narrowed=made.narrowed), by=by, on=made)
    return made


@transaction.atomic
def _kept(lines: list[str], *, by: Actor) -> Verification:
    chains, entries = counts()
    kept = Verification(
        at=timezone.now(), by_name=by.name, chains=chains, entries=entries,
        faults=len(lines), report="\n".join(lines),
    )  # fmt: skip
    kept.save()
    record(Verified(entries=kept.entries, faults=kept.faults), by=by, on=kept)
    return kept
