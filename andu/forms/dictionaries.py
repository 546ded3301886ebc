"""What may be chosen from dictionaries today, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from andu.forms.definition import FormDefinition
from andu.forms.models import Dictionary, DictionaryEntry
from andu.kit.actor import Actor

MOST_IN_A_LIST = 12  # more are searched for instead (design: a picker above twelve)
PICKED = 20
SHOWN = 200  # entries on the page of a dictionary; others are found by words


@dataclass(frozen=True)
class Choice:
    """One entry in a list: its id, its name, and the heading it stands under."""

    id: str
    name: str
    heading: str = ""


def codes_in(definition: FormDefinition) -> set[str]:
    """The dictionaries a form uses."""
    fields = [one for field in definition for one in (field, *field.columns)]
    return {field.dictionary for field in fields if field.dictionary}


def short_lists(codes: Iterable[str], actor: Actor) -> dict[str, list[Choice]]:
    """The entries of the dictionaries that are short enough for a list; two statements."""
    wanted = list(codes)
    if not wanted:
        return {}
    usable = DictionaryEntry.objects.usable(timezone.localdate())
    mine = Dictionary.objects.visible_to(actor).filter(code__in=wanted)
    sizes = usable.filter(dictionary__in=mine).values_list("dictionary__code")
    short = [
        code for code, size in sizes.annotate(n=Count("pk")).order_by() if size <= MOST_IN_A_LIST
    ]
    found: dict[str, list[Choice]] = {code: [] for code in short}
    rows = usable.filter(dictionary__in=mine, dictionary__code__in=short)
    for entry in rows.select_related("parent", "dictionary").order_by(
        "parent__order", "parent_id", "order", "id"
    ):
        heading = entry.parent.name if entry.parent else ""
        found[entry.dictionary.code].append(Choice(str(entry.pk), entry.name, heading))
    return found


def picked(code: str, text: str, actor: Actor) -> list[DictionaryEntry]:
    """The first entries of a dictionary that fit the words typed: name, code, pinyin."""
    mine = Dictionary.objects.visible_to(actor).filter(code=code)
    return list(fitting(mine, text).select_related("parent")[:PICKED])


def fitting(mine: "QuerySet[Dictionary]", text: str) -> "QuerySet[DictionaryEntry]":
    """The entries in use of these dictionaries that fit the words typed."""
    rows = DictionaryEntry.objects.usable(timezone.localdate()).filter(dictionary__in=mine)
    for word in text.replace("\0", "").lower().split()[:5]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(code__istartswith=word) | Q(pinyin__startswith=word)
            | Q(initials__startswith=word) | Q(parent__name__icontains=word)
        )  # fmt: skip
    return rows


def kept_by(actor: Actor) -> "QuerySet[Dictionary]":
    """The dictionaries the actor may keep, each with the number of its entries in use."""
    used = Count("entries", filter=Q(entries__disabled=False))
    return Dictionary.objects.manageable_by(actor).select_related("unit").annotate(size=used)


def entries_of(dictionary: Dictionary, text: str, only: list[int]) -> "QuerySet[DictionaryEntry]":
    """The entries on a dictionary's page: those of these ids, else the first that fit the words."""
    rows = dictionary.entries.select_related("parent").order_by("order", "id")
    if only:
        return rows.filter(pk__in=only)
    fitting = Q(name__icontains=text) | Q(code__istartswith=text)
    return (rows.filter(fitting) if text else rows)[:SHOWN]


def size_of(dictionary: Dictionary) -> int:
    """How many entries there are."""
    return dictionary.entries.count()
