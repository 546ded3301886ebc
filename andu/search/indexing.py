"""Putting things into the index and taking them out, in the caller's transaction or a job."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from andu.kit.together import insert
from andu.search.models import PLACES, Entry, Piece
from andu.search.tokens import pieces_of

LONGEST_TEXT = 500_000
AT_ONCE = 200
SHOWN = [
    "organisation", "title", "serial", "people", "text", "link", "at", "label", "author_id",
    "unit_path", "is_open", "version",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """A thing to be found: `kind` and `id` name it, `link` leads to it, `at` sorts the results.

    `label`, `author_id`, `unit_path` and `is_open` are what results can be narrowed by;
    `version` tells the owner which state of the thing is indexed.
    """

    kind: str
    id: int
    organisation_id: int
    title: str
    link: str
    serial: str = ""
    people: str = ""
    text: str = ""
    at: datetime.datetime = field(default_factory=timezone.now)
    label: str = ""
    author_id: int | None = None
    unit_path: str = ""
    is_open: bool = False
    version: int = 0


def put(item: Item) -> None:
    """Make a thing findable, or renew what is known of it."""
    put_all([item])


def put_new(item: Item) -> None:
    """The same for a thing that this very transaction makes, which is known nowhere."""
    entry = _entry(item)
    insert(entry)
    Piece.objects.bulk_create(_pieces(entry))


@transaction.atomic
def put_all(items: Iterable[Item]) -> None:
    """Make things findable: a constant number of statements for every 200."""
    entries = [_entry(item) for item in items]
    for start in range(0, len(entries), AT_ONCE):
        some = entries[start : start + AT_ONCE]
        Entry.objects.bulk_create(
            some, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=SHOWN
        )
        _forget_pieces([entry.pk for entry in some])
        pieces = [piece for entry in some for piece in _pieces(entry)]
        Piece.objects.bulk_create(pieces, batch_size=AT_ONCE)


@transaction.atomic
def remove(kind: str, ids: Iterable[int]) -> int:
    """Nobody finds these any more; returns how many there were."""
    rows = Entry.objects.filter(kind=kind, object_id__in=list(ids))
    gone = list(rows.values_list("pk", flat=True))
    _forget_pieces(gone)
    return Entry.objects.filter(pk__in=gone).delete()[0]


def _entry(item: Item) -> Entry:
    return Entry(
        kind=item.kind, object_id=item.id, organisation_id=item.organisation_id,
        title=_whole(item.title, 300), serial=_whole(item.serial, 80),
        people=_whole(item.people, 500), text=_whole(item.text, LONGEST_TEXT),
        link=item.link, at=item.at, label=item.label[:120], author_id=item.author_id,
        unit_path=item.unit_path, is_open=item.is_open, version=item.version,
    )  # fmt: skip


def _whole(text: str, longest: int) -> str:
    """What both databases can hold: no NUL, no half characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()[:longest]


def _pieces(entry: Entry) -> Iterable[Piece]:
    first = entry.pk << PLACES
    for place, tokens in enumerate(islice(pieces_of(entry.fields), 1 << PLACES)):
        yield Piece(id=first + place, tokens=tokens)


def _forget_pieces(entries: list[int]) -> None:
    for start in range(0, len(entries), AT_ONCE):
        spans = Q()
        for pk in entries[start : start + AT_ONCE]:
            spans |= Q(pk__gte=pk << PLACES, pk__lt=(pk + 1) << PLACES)
        Piece.objects.filter(spans)._raw_delete(Piece.objects.db)
