"""Finding things, for one who may see them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.keyset import page
from andu.organisation.models import Member
from andu.search.models import PLACES, Entry, Piece, engine
from andu.search.sources import all_sources, source
from andu.search.tokens import LONGEST_PHRASE, cjk_tokens, normal, phrases_of, words_of

ORDER = ("-at", "-id")
BATCH = 60
MOST_BATCHES = 5
MOST_PEOPLE = 8
LABELS_FROM = 500
RARE = 1000  # a word in fewer pieces than this is looked up; a common one is looked for


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What results are narrowed to; nothing set: everything. Days are included at both ends."""

    kinds: tuple[str, ...] = ()
    label: str = ""
    author: int | None = None
    unit_path: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    is_open: bool | None = None


ALL = Wanted()


@dataclass(frozen=True)
class Found:
    """Entries the actor may see, and the token of the next page ("" on the last)."""

    items: list[Entry]
    next: str = ""


def search(actor: Actor, text: str, wanted: Wanted = ALL, after: str = "", size: int = 20) -> Found:
    """What holds every word of `text`, newest first: at least `size` things, unless there are
    no more or many are hidden from the actor (then `next` goes on).

    One statement for each part of a word, then at most five batches, each one statement and one
    for every kind in it.
    """
    words = words_of(text)
    if not words or actor.organisation_id is None:
        return Found([])
    candidates = _candidates(actor, wanted)
    for word in words:
        for phrase in phrases_of(word):
            candidates = _with(candidates, phrase)
    found: list[Entry] = []
    for _ in range(MOST_BATCHES):
        batch = page(candidates, ORDER, after, BATCH)
        found += _visible(actor, [entry for entry in batch.items if _holds(entry, words)])
        after = batch.next
        if not after or len(found) >= size:
            break
    return Found(found, after)


def labels(actor: Actor) -> list[str]:
    """The kinds of matters one can narrow to: those of the newest things the actor may see."""
    newest = _candidates(actor, ALL).exclude(label="").order_by(*ORDER)
    return sorted(set(newest.values_list("label", flat=True)[:LABELS_FROM]))


def people(actor: Actor, text: str) -> list[Member]:
    """Colleagues whose name, pinyin or number fits; with their places for display."""
    words = text.split()
    if len(words) != 1 or "\0" in text:
        return []
    rows = Member.objects.visible_to(actor).present().matching(words[0])
    return list(rows.prefetch_related("appointments__unit", "appointments__post")[:MOST_PEOPLE])


def _candidates(actor: Actor, wanted: Wanted) -> QuerySet[Entry]:
    """The entries of the kinds asked for, among what the actor sees as far as rooms can say."""
    kinds = [each for each in all_sources() if not wanted.kinds or each.kind in wanted.kinds]
    open_kinds = [each.kind for each in kinds if each.seen is None]
    among = Q(kind__in=open_kinds) if open_kinds else Q(pk__in=[])
    for each in kinds:
        for ids in each.seen(actor) if each.seen else ():
            among |= Q(kind=each.kind, object_id__in=ids)
    rows = Entry.objects.filter(among, organisation_id=actor.organisation_id or 0)
    return _narrowed(rows, wanted)


def _narrowed(rows: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.label:
        rows = rows.filter(label=wanted.label)
    if wanted.author is not None:
        rows = rows.filter(author_id=wanted.author)
    if wanted.unit_path:
        rows = rows.filter(unit_path__startswith=wanted.unit_path)
    if wanted.is_open is not None:
        rows = rows.filter(is_open=wanted.is_open)
    if wanted.since:
        rows = rows.filter(at__gte=_start(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_start(wanted.until + datetime.timedelta(days=1)))
    return rows


def _start(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _with(rows: QuerySet[Entry], phrase: str) -> QuerySet[Entry]:
    """Those that hold the phrase. A rare one names its few entries; a common one is looked for
    as this database does it fastest."""
    pieces = Piece.objects.filter(tokens__phrase=cjk_tokens(phrase))
    few = list(pieces.values_list("pk", flat=True)[:RARE])
    if len(few) < RARE:
        return rows.filter(pk__in={pk >> PLACES for pk in few})
    if not engine(connection).ASKS_EACH:
        return rows.filter(pk__in=pieces.values(entry=F("pk").bitrightshift(PLACES)))
    here = pieces.filter(pk__gte=OuterRef("first"), pk__lte=OuterRef("first") + ((1 << PLACES) - 1))
    return rows.annotate(first=F("pk").bitleftshift(PLACES)).filter(Exists(here))


def _holds(entry: Entry, words: list[str]) -> bool:
    """Words longer than a phrase were looked up in parts; here they must be whole."""
    long = [word for word in words if len(word) > LONGEST_PHRASE]
    return not long or all(
        any(word in field for field in map(normal, entry.fields)) for word in long
    )


def _visible(actor: Actor, entries: list[Entry]) -> list[Entry]:
    """Those that their rooms let the actor see, in the same order."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry.object_id)
    seen: dict[str, set[int]] = {}
    for kind, ids in by_kind.items():
        room = source(kind)
        seen[kind] = set(room.visible(actor, ids)) if room else set()
    return [entry for entry in entries if entry.object_id in seen[entry.kind]]
