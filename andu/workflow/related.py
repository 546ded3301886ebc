"""Reads of related matters: those linked to one, and those named in a post or a search."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from andu.kit import plain
from andu.kit.actor import Actor
from andu.workflow.models import Matter, Relation

SHOWN, OFFERED = 50, 12


@dataclass(frozen=True)
class Related:
    """A linked matter, and whether this person may take the link away."""

    matter: Matter
    said_by: str
    may_part: bool


def related(matter: Matter, actor: Actor) -> list[Related]:
    """The matters linked to one, as far as the actor may see them themselves; two statements."""
    links = {
        (row.upper_id if row.lower_id == matter.pk else row.lower_id): row
        for row in Relation.objects.of(matter.pk).order_by("-at")[:SHOWN]
    }
    if not links:
        return []
    there = Matter.objects.visible_to(actor).filter(pk__in=links).in_bulk()
    mine = matter.initiator_id == actor.member_id
    return [
        Related(there[pk], row.member_name, mine or row.member_id == actor.member_id)
        for pk, row in links.items() if pk in there
    ]  # fmt: skip


def found(posted: Any, actor: Actor, name: str = "related") -> list[Matter]:
    """The matters a picker's post names, by id or, without scripts, by number or whole title; only
    those the actor may see."""
    ids = [int(text) for text in posted.getlist(name)[:SHOWN] if _is_id(text)]
    words = plain.line(posted.get(f"{name}_text", ""))[:200]
    wanted = Q(pk__in=ids)
    if words:
        wanted |= Q(serial=words) | Q(title=words)
    rows = Matter.objects.visible_to(actor).filter(wanted).order_by("-pk")[:SHOWN]
    return list(rows)


def seen(actor: Actor, ids: list[int]) -> list[Matter]:
    """Those of the matters with these ids that the actor may see."""
    return list(Matter.objects.visible_to(actor).filter(pk__in=ids[:SHOWN]).order_by("-pk"))


def offered(actor: Actor, words: str, besides: int = 0) -> list[Mapping[str, Any]]:
    """Options of a picker: the latest matters one sees whose title or number has the words."""
    words = plain.line(words)[:80]
    rows = Matter.objects.visible_to(actor).exclude(pk=besides)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(serial__icontains=words))
    return [
        {"value": one.pk, "label": one.title, "said": f"{one.label} {one.serial}".strip()}
        for one in rows.order_by("-pk")[:OFFERED]
    ]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
