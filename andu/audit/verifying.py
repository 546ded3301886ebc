"""Checking the chains: is every link as it was written, none missing, none added?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from andu.audit.models import Chain, Entry


@dataclass(frozen=True)
class Break:
    """Where a chain is broken: the subject, the first bad sequence number, and what is wrong
    there: altered, missing, reordered or added."""

    kind: str
    subject_id: str
    sequence: int
    fault: str


BATCH = 500


def breaks() -> Iterator[Break]:
    """The first break of every broken chain; nothing when all are sound.

    May run while others write: what is appended meanwhile is left to the next time.
    """
    batch: list[Chain] = []
    for chain in Chain.objects.order_by("id").iterator(chunk_size=BATCH):
        batch.append(chain)
        if len(batch) == BATCH:
            yield from _of(batch)
            batch = []
    yield from _of(batch)


def _of(batch: list[Chain]) -> Iterator[Break]:
    entries = Entry.objects.filter(chain__in=batch).order_by("chain_id", "sequence")
    links = {key: list(rows) for key, rows in groupby(entries.iterator(BATCH), _chain_id)}
    for chain in batch:
        fault = _first_fault(chain, links.get(chain.pk, []))
        if fault:
            yield Break(chain.kind, chain.subject_id, *fault)


def _chain_id(entry: Entry) -> int:
    return int(entry.chain_id)


def _first_fault(chain: Chain, entries: list[Entry]) -> tuple[int, str] | None:
    previous, expected = "", 1
    for entry in entries:
        if entry.sequence != expected:
            return expected, "missing"
        if entry.previous_hash != previous:
            return expected, "reordered"
        if not entry.is_sound():
            return expected, "altered"
        previous, expected = entry.hash, expected + 1
        if expected == chain.sequence + 1 and previous == chain.head:
            return None if expected > len(entries) else _appended(chain)
    if (chain.sequence, chain.head) != (expected - 1, previous):
        return expected, "missing"
    return None


def _appended(chain: Chain) -> tuple[int, str] | None:
    """More links than the head knew: fine when somebody has written since it was read."""
    now = Chain.objects.get(pk=chain.pk)
    return None if now.sequence > chain.sequence else (chain.sequence + 1, "added")
