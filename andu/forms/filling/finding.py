"""Where named things are found: a statement or two for each kind, within what the actor may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from andu.forms.definition import Kind
from andu.forms.models import DictionaryEntry
from andu.kit.actor import Actor
from andu.organisation.models import Member, Unit
from andu.search.models import Entry
from andu.search.sources import source

BATCH = 2000  # names in one statement: within the limit of every database
MOST_MATTERS = 200  # of one title: more are told apart by their numbers anyway


@dataclass(frozen=True)
class Row:
    """Something that was found: its id, name and code, the dictionary it is of, and the value a
    record keeps of it."""

    pk: int
    name: str
    code: str
    value: dict[str, Any]
    within: str = ""


Finder = Callable[[list[str], list[int], set[str], Actor], list[Row]]


def people(words: list[str], numbers: list[int], _within: set[str], actor: Actor) -> list[Row]:
    """Colleagues who work here now."""
    return _rows(Member.objects.visible_to(actor).present(), words, numbers)


def units(words: list[str], numbers: list[int], _within: set[str], actor: Actor) -> list[Row]:
    """Open units of the organisation."""
    if actor.organisation_id is None:
        return []
    mine = Unit.objects.open().filter(organisation_id=actor.organisation_id)
    return _rows(mine, words, numbers)


def entries(words: list[str], numbers: list[int], within: set[str], actor: Actor) -> list[Row]:
    """Usable entries of the organisation's dictionaries."""
    usable = DictionaryEntry.objects.usable(timezone.localdate()).filter(
        dictionary__organisation_id=actor.organisation_id or 0, dictionary__code__in=within
    )
    last = [word.rpartition(" / ")[2] for word in words]
    found = _matched(usable.select_related("parent", "dictionary"), [*words, *last], numbers)
    return [
        Row(
            each.pk, each.name, each.code,
            {"id": each.pk, "code": each.code, "name": each.path}, each.dictionary.code,
        )
        for each in found
    ]  # fmt: skip


def matters(words: list[str], numbers: list[int], _within: set[str], actor: Actor) -> list[Row]:
    """What can be found by the search, by its number or its whole title."""
    mine = Entry.objects.filter(organisation_id=actor.organisation_id or 0)
    asked = Q(pk__in=numbers[:BATCH]) | Q(serial__in=words[:BATCH]) | Q(title__in=words[:BATCH])
    rows = mine.filter(asked).exclude(serial="").defer("text")[:MOST_MATTERS]
    return [row_of_matter(each) for each in seen(actor, rows)]


def row_of_matter(entry: Entry) -> Row:
    """What a record keeps of a matter: title and number at the time, and where it is."""
    value = {
        "id": entry.pk, "kind": entry.kind, "object": entry.object_id, "code": entry.serial,
        "name": entry.title, "link": entry.link,
    }  # fmt: skip
    return Row(entry.pk, entry.title, entry.serial, value)


def seen(actor: Actor, entries: Iterable[Entry]) -> list[Entry]:
    """Those of the entries whose rooms let the actor see them."""
    kept = list(entries)
    allowed = may_see(actor, ((each.kind, each.object_id) for each in kept))
    return [each for each in kept if (each.kind, each.object_id) in allowed]


def may_see(actor: Actor, things: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these (kind, id), those the actor may see; each room is asked once."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in things:
        by_kind[kind].append(number)
    rooms = ((kind, source(kind), numbers) for kind, numbers in by_kind.items())
    return {
        (kind, number) for kind, room, numbers in rooms if room
        for number in room.visible(actor, numbers)
    }  # fmt: skip


FINDERS: dict[Kind, Finder] = {
    Kind.PERSON: people, Kind.UNIT: units, Kind.DICTIONARY: entries, Kind.RELATED: matters,
}  # fmt: skip


def _rows(rows: Any, words: list[str], numbers: list[int]) -> list[Row]:
    return [
        Row(each.pk, each.name, each.code, {"id": each.pk, "code": each.code, "name": each.name})
        for each in _matched(rows, words, numbers)
    ]


def _matched(rows: Any, words: list[str], numbers: list[int]) -> list[Any]:
    found: dict[int, Any] = {}
    for part in _batches(words):
        found |= {row.pk: row for row in rows.filter(Q(name__in=part) | Q(code__in=part))}
    for part in _batches(numbers):
        found |= {row.pk: row for row in rows.filter(pk__in=part)}
    return list(found.values())


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
