"""Reads shaped for the screens of this room."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from andu.approvals.models import Draft, Request, Template
from andu.kit import pinyin
from andu.kit.actor import Actor
from andu.organisation.models import Unit
from andu.workflow.models import History, Matter, Seat

MOST_USUAL = 6
LOOK_BACK = 200


@dataclass(frozen=True)
class Shelf:
    """The templates of one owning department."""

    unit: Unit
    templates: list[Template]


def catalogue(actor: Actor, words: str = "") -> list[Shelf]:
    """What the person may start, by owning department (WF-08); with words only what they name, by
    any part of name, description or category, by sound or by initials."""
    found = Template.objects.startable_by(actor).select_related("unit")
    shelves: dict[Unit, list[Template]] = defaultdict(list)
    for template in found.order_by("unit__path", "order", "key"):
        if _named(template, words.strip().lower()):
            shelves[template.unit].append(template)
    return [Shelf(unit, templates) for unit, templates in shelves.items()]


def submitted(actor: Actor) -> Request | None:
    """What this very request (its key) has submitted already."""
    return Request.objects.submitted_by(actor).select_related("matter").first()


def usual(actor: Actor) -> list[Template]:
    """What the person starts most, among their latest requests, as far as they still may."""
    mine = Request.objects.filter(matter__initiator_id=actor.member_id).order_by("-pk")
    latest = list(mine.values_list("pk", flat=True)[:LOOK_BACK])
    rows = Request.objects.filter(pk__in=latest).values_list("version__template")
    counted = rows.annotate(times=Count("pk")).order_by("-times", "version__template")
    wanted = [template for template, _times in counted[:MOST_USUAL]]
    there = Template.objects.startable_by(actor).select_related("unit").in_bulk(wanted)
    return [there[pk] for pk in wanted if pk in there]


def drafts(actor: Actor) -> list[Draft]:
    """One's drafts, the latest first."""
    return list(Draft.objects.visible_to(actor).select_related("version__template"))


def answered(matter: Matter, by: Actor) -> bool:
    """Whether this very request of theirs has had its effect on the matter (a repeated click)."""
    mine = History.objects.filter(run__matter=matter, key=by.key, account_id=by.account_id)
    return bool(by.key) and mine.exists()


def seat_of(matter_id: int, actor: Actor, said: int = 0) -> int:
    """The seat where it is the person's turn, `said` if it is one of them; 0 where there is none,
    or more than one to choose from."""
    mine = Seat.objects.filter(
        run__matter__pk=matter_id, member=actor.member_id, state=Seat.State.OPEN
    )
    found = list(mine.values_list("number", flat=True))
    if said:
        return said if said in found else 0
    return found[0] if len(found) == 1 else 0


def _named(template: Template, words: str) -> bool:
    if not words:
        return True
    name = template.name
    texts = (name, template.category, template.description, pinyin.full(name))
    return any(words in text.lower() for text in (*texts, pinyin.initials(name)))
