"""Finding things, for one who may see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from andu.kit.actor import Actor
from andu.kit.keyset import page
from andu.organisation.models import Member
from andu.search.models import PLACES, Entry, Piece
from andu.search.sources import all_sources, source
from andu.search.tokens import LONGEST_PHRASE, cjk_tokens, normal, phrases_of, words_of

ORDER = ("-at", "-id")
BATCH = 60
MOST_BATCHES = 5
MOST_PEOPLE = 8


@dataclass(frozen=True)
class Found:
    """Entries the actor may see, and the token of the next page ("" on the last)."""

    items: list[Entry]
    next: str = ""


def search(
    actor: Actor, text: str, kinds: Iterable[str] = (), after: str = "", size: int = 20
) -> Found:
    """What holds every word of `text`, newest first: at least `size` things, unless there are
    no more or many are hidden from the actor (then `next` goes on).

    At most five batches, each one statement and one for every kind in it.
    """
    words = words_of(text)
    if not words or actor.organisation_id is None:
        return Found([])
    candidates = _candidates(actor.organisation_id, words, kinds)
    found: list[Entry] = []
    for _ in range(MOST_BATCHES):
        batch = page(candidates, ORDER, after, BATCH)
        found += _visible(actor, [entry for entry in batch.items if _holds(entry, words)])
        after = batch.next
        if not after or len(found) >= size:
            break
    return Found(found, after)


def people(actor: Actor, text: str) -> list[Member]:
    """Colleagues whose name, pinyin or number fits; with their places for display."""
    words = text.split()
    if len(words) != 1 or "\0" in text:
        return []
    rows = Member.objects.visible_to(actor).present().matching(words[0])
    return list(rows.prefetch_related("appointments__unit", "appointments__post")[:MOST_PEOPLE])


def _candidates(organisation_id: int, words: list[str], kinds: Iterable[str]) -> QuerySet[Entry]:
    declared = {each.kind for each in all_sources()}
    wanted = declared & set(kinds) if kinds else declared
    rows = Entry.objects.filter(organisation_id=organisation_id, kind__in=wanted)
    for word in words:
        for phrase in phrases_of(word):
            pieces = Piece.objects.filter(tokens__phrase=cjk_tokens(phrase))
            rows = rows.filter(pk__in=pieces.values(entry=F("id").bitrightshift(PLACES)))
    return rows


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
