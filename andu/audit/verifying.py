"""Checking the chains: is every link as it was written, none missing, none added?"""

from collections.abc import Iterator
from dataclasses import dataclass

from andu.audit.models import Chain, Entry


@dataclass(frozen=True)
class Break:
    """Where a chain is broken: the subject, the first bad sequence number, and what is wrong
    there: altered, missing, reordered, or a head that doesn't fit."""

    kind: str
    subject_id: str
    sequence: int
    fault: str


def breaks() -> Iterator[Break]:
    """The first break of every broken chain; nothing when all are sound."""
    for chain in Chain.objects.order_by("id").iterator(chunk_size=500):
        fault = _first_fault(chain)
        if fault:
            yield Break(chain.kind, chain.subject_id, *fault)


def _first_fault(chain: Chain) -> tuple[int, str] | None:
    previous, expected = "", 1
    for entry in Entry.objects.filter(chain=chain).order_by("sequence").iterator(chunk_size=500):
        if entry.sequence != expected:
            return expected, "missing"
        if entry.previous_hash != previous:
            return expected, "reordered"
        if not entry.is_sound():
            return expected, "altered"
        previous, expected = entry.hash, expected + 1
    if (chain.sequence, chain.head) != (expected - 1, previous):
        return expected, "missing"
    return None
