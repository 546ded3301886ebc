"""What the command palette offers: places, what one may begin, what one had in hand, what is found.

Pages and templates come once, with their sounds, and are narrowed in the browser; matters and
people are asked of the search with each word, through its ordinary sight of the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from andu.approvals.queries import catalogue, usual
from andu.kit import pinyin
from andu.kit.actor import Actor
from andu.search.highlighting import marked
from andu.search.queries import people, search
from andu.search.tokens import words_of
from andu.ui import menu
from andu.workflow.models import Matter, Participant

LONGEST = 100
MOST_MATTERS, MOST_PEOPLE, MOST_RECENT, MOST_COMMANDS = 7, 4, 5, 20
FIRST_COMMANDS = 6  # shown before a word is typed


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of the palette. `sounds`: how it can be typed; `command`: which button of the page
    it presses, by its place among them; `is_more`: only shown when words name it."""

    label: str
    url: str = ""
    icon: str = ""
    tail: str = ""
    key: str = ""
    sounds: str = ""
    parts: list[Any] | None = None
    command: int | None = None
    is_more: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    title: str
    choices: list[Choice]


def own(labels: Iterable[str]) -> list[Group]:
    """The commands of the page at hand, by the labels of its buttons in their order."""
    choices = [
        Choice(
            label=label, icon="bolt", sounds=_sounds(label), command=at,
            is_more=at >= FIRST_COMMANDS,
        )
        for at, label in enumerate(label[:LONGEST] for label in labels)
        if at < MOST_COMMANDS and label.strip()
    ]  # fmt: skip
    return [Group(_("本页"), choices)] if choices else []


def offered(request: HttpRequest) -> list[Group]:
    """What is there before a word is typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    groups = [
        Group(_("最近"), _recent(actor)),
        Group(_("去哪里"), _places(request)),
        Group(_("发起"), _templates(actor)),
    ]
    return [group for group in groups if group.choices]


def found(actor: Actor, text: str) -> list[Group]:
    """Matters and people that the words name, as far as the person may see them."""
    words = words_of(text)
    items = search(actor, text, size=MOST_MATTERS).items if words else []
    matters = [
        Choice(
            label=item.title, url=item.link, icon="file-text", tail=item.serial,
            parts=marked(item.title, words),
        )
        for item in items[:MOST_MATTERS]
    ]  # fmt: skip
    groups = [Group(_("事项"), matters), Group(_("人员"), _colleagues(actor, text))]
    return [group for group in groups if group.choices]


def _colleagues(actor: Actor, text: str) -> list[Choice]:
    directory = reverse("organisation:directory")
    return [
        Choice(
            label=member.name, icon="user", tail=_place_of(member),
            url=f"{directory}?{urlencode({'q': member.name})}",
        )
        for member in people(actor, text)[:MOST_PEOPLE]
    ]  # fmt: skip


def _place_of(member: Any) -> str:
    places = list(member.appointments.all())
    return f"{places[0].unit.name} {places[0].title}".strip() if places else ""


def _recent(actor: Actor) -> list[Choice]:
    """The matters one had in hand last."""
    if actor.member_id is None:
        return []
    mine = Participant.objects.filter(member_id=actor.member_id).order_by("-at", "-id")
    latest = list(dict.fromkeys(mine.values_list("matter_id", flat=True)[: MOST_RECENT * 4]))
    there = Matter.objects.visible_to(actor).in_bulk(latest[:MOST_RECENT])
    return [
        Choice(
            label=matter.title, url=matter.get_absolute_url(), icon="history", tail=matter.label,
            sounds=_sounds(matter.title),
        )
        for matter in (there[pk] for pk in latest if pk in there)
    ]  # fmt: skip


def _places(request: HttpRequest) -> list[Choice]:
    """The pages of the menu this person has."""
    seen: dict[str, Choice] = {}
    for entry in sorted(menu.entries(request), key=lambda entry: entry.group == menu.NOWHERE):
        if entry.slot in ("logout", "palette", "search") or entry.url in seen:
            continue
        label = str(entry.label)
        seen[entry.url] = Choice(
            label=label, url=entry.url, icon=entry.icon, sounds=_sounds(label),
            key=entry.key, tail=str(entry.section or ""), is_more=entry.group == menu.ADMIN,
        )  # fmt: skip
    return list(seen.values())


def _templates(actor: Actor) -> list[Choice]:
    """What one may begin, what one begins most first."""
    if actor.member_id is None:
        return []
    often = usual(actor)
    every = [template for shelf in catalogue(actor) for template in shelf.templates]
    ordered = dict.fromkeys([*often, *every])
    return [
        Choice(
            label=_("发起 {name}").format(name=template.name), icon="plus",
            url=reverse("approvals:begin", args=[template.key]), tail=template.category,
            sounds=f"{_sounds(_('发起'))} {_sounds(template.name)}", is_more=template not in often,
        )
        for template in ordered
    ]  # fmt: skip


def _sounds(text: str) -> str:
    """The words themselves, their sound and their initials, lower case."""
    return " ".join(dict.fromkeys((text.lower(), pinyin.full(text), pinyin.initials(text))))
