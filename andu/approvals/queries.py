"""Reads shaped for the screens of this room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from andu.approvals.models import Draft, Request, Template
from andu.kit import pinyin
from andu.kit.actor import Actor
from andu.kit.editions import remembered, remembered_each
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
    shelves: dict[Unit, list[Template]] = defaultdict(list)
    for template in sorted(startable(actor), key=lambda one: (one.unit.path, one.order, one.key)):
        if _named(template, words.strip().lower()):
            shelves[template.unit].append(template)
    return [Shelf(unit, templates) for unit, templates in shelves.items()]


def startable(actor: Actor) -> list[Template]:
    """What the person may start, by order and code. What is remembered of each person are numbers;
    the templates themselves are remembered once."""

    def read() -> tuple[int, ...]:
        found = Template.objects.startable_by(actor).order_by("order", "key")
        return tuple(found.values_list("pk", flat=True))

    key = ("approvals.startable", actor.member_id, timezone.localdate())
    return _templates(remembered(key, read))


def _templates(wanted: Sequence[int]) -> list[Template]:
    """Templates with their units, in the order asked for."""

    def read(missing: list[int]) -> dict[int, Template]:
        return Template.objects.select_related("unit").in_bulk(missing)

    there = remembered_each("approvals.templates", wanted, read)
    return [there[pk] for pk in wanted if pk in there]


def submitted(actor: Actor) -> Request | None:
    """What this very request (its key) has submitted already."""
    return Request.objects.submitted_by(actor).select_related("matter").first()


def usual(actor: Actor) -> list[Template]:
    """What the person starts most, among their latest requests, as far as they still may."""
    there = {template.pk: template for template in startable(actor)}
    mine = most_started(Request.objects.filter(matter__initiator_id=actor.member_id), LOOK_BACK)
    return [there[pk] for pk in mine[:MOST_USUAL] if pk in there]


def most_started(requests: QuerySet[Request], look_back: int) -> list[int]:
    """The templates (ids) of the latest of these requests, the most frequent first."""
    latest = requests.order_by("-pk").values("pk")[:look_back]
    rows = Request.objects.filter(pk__in=latest).values_list("version__template")
    counted = rows.annotate(times=Count("pk")).order_by("-times", "version__template")
    return [template for template, _times in counted]


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
