"""The verbs of this room."""

from itertools import islice

from django.db import transaction
from django.utils import timezone

from andu.audit import rules
from andu.audit.events import Exported, Verified
from andu.audit.models import Export, Verification
from andu.audit.recording import record
from andu.audit.rights import READ
from andu.audit.verifying import are_more_than, breaks, counts
from andu.kit.actor import Actor
from andu.kit.jobs import Rank, later
from andu.kit.verdict import require

MOST = 1000
LONGEST = 300
AT_ONCE = 20_000  # links that are checked while somebody waits


def verify(*, by: Actor) -> Verification:
    """Check every chain and keep the result."""
    require(rules.may_verify(by))
    found = list(islice(breaks(), MOST))
    lines = [f"{fault.kind} {fault.subject_id} #{fault.sequence}: {fault.fault}" for fault in found]
    return _kept(lines, by=by)


def verify_soon(*, by: Actor) -> Verification | None:
    """Check every chain, now where that is quick; None where a job does it."""
    require(rules.may_verify(by))
    if not are_more_than(AT_ONCE):
        return verify(by=by)
    key = f"audit.verify:{by.account_id}:{timezone.now():%Y%m%d%H%M}"  # a second click is the first
    later(_verify_for, by.code, by.name, by.account_id, key=key, rank=Rank.BULK)
    return None


def _verify_for(code: str, name: str, account: int | None) -> None:
    """In the name of whoever asked for it and might."""
    verify(by=Actor(code=code, name=name, account_id=account, rights={READ.code: ("",)}))


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
