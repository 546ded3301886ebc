"""Checking the chains: is every link as it was written, none missing, none added?

A room that keeps chains of its own registers them in its `chains.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from django.db.models import Model

from andu.audit.models import Chain, Entry
from andu.kit.chain import ChainedRecord


@dataclass(frozen=True)
class Break:
    """Where a chain is broken: the subject, the first bad sequence number, and what is wrong
    there: altered, missing, reordered or added."""

    kind: str
    subject_id: str
    sequence: int
    fault: str


class End(Protocol):
    """The row that knows where a chain ends."""

    pk: Any
    sequence: Any
    head: Any


@dataclass(frozen=True)
class Chains:
    """Chains of one sort: the rows that know their ends, the links, the links' column that points
    to the end, and what the subject of an end is called (kind, id)."""

    ends: type[Model]
    links: type[ChainedRecord]
    column: str
    subject: Callable[[Any], tuple[str, str]]


BATCH = 500
NONE: tuple[Any, Iterator[Any]] = (None, iter(()))
_known: list[Chains] = []


def register(chains: Chains) -> None:
    """Let the chains be checked together with the audit's own."""
    _known.append(chains)


def counts() -> tuple[int, int]:
    """How many chains, and how many links, there are to check."""
    return (
        sum(each.ends._default_manager.count() for each in _known),
        sum(each.links._default_manager.count() for each in _known),
    )


def are_more_than(most: int) -> bool:
    """Whether there are more links to check than this; no more of them than that are counted."""
    for each in _known:
        most -= each.links._default_manager.order_by()[: most + 1].count()
        if most < 0:
            return True
    return False


def breaks() -> Iterator[Break]:
    """The first break of every broken chain; nothing when all are sound.

    May run while others write: what is appended meanwhile is left to the next time.
    """
    for chains in _known:
        batch: list[Any] = []
        for end in chains.ends._default_manager.order_by("pk").iterator(chunk_size=BATCH):
            batch.append(end)
            if len(batch) == BATCH:
                yield from _of(chains, batch)
                batch = []
        yield from _of(chains, batch)


def _of(chains: Chains, batch: list[Any]) -> Iterator[Break]:
    """The links of a batch as they come, both in the order of the ends: a chain of a million links
    takes no more memory than one of ten."""
    wanted = {f"{chains.column}__in": [end.pk for end in batch]}
    rows = chains.links._default_manager.filter(**wanted).order_by(chains.column, "sequence")
    groups = groupby(rows.iterator(BATCH), lambda link: getattr(link, chains.column))
    key, links = next(groups, NONE)
    for end in batch:
        is_here = key == end.pk
        fault = _first_fault(end, links if is_here else iter(()))
        if is_here:
            key, links = next(groups, NONE)
        if fault:
            yield Break(*chains.subject(end), *fault)


def _first_fault(end: End, links: Iterator[ChainedRecord]) -> tuple[int, str] | None:
    previous, expected = "", 1
    for link in links:
        if link.sequence != expected:
            return expected, "missing"
        if link.previous_hash != previous:
            return expected, "reordered"
        if not link.is_sound():
            return expected, "altered"
        previous, expected = link.hash, expected + 1
        if expected == end.sequence + 1 and previous == end.head:
            return None if next(links, None) is None else _appended(end)
    if (end.sequence, end.head) != (expected - 1, previous):
        return expected, "missing"
    return None


def _appended(end: Any) -> tuple[int, str] | None:
    """More links than the head knew: fine when somebody has written since it was read."""
    now = type(end)._default_manager.get(pk=end.pk)
    return None if now.sequence > end.sequence else (end.sequence + 1, "added")


register(Chains(Chain, Entry, "chain_id", lambda chain: (chain.kind, chain.subject_id)))
