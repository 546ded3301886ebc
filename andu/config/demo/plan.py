"""Who asks for what when, and what becomes of it: the same every time for the same organisation."""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from andu.config.demo.office import Office
from andu.kit import worktime
from andu.kit.worktime import Calendar
from andu.organisation.calendar import calendar_for
from andu.organisation.models import Member

SPAN = datetime.timedelta(days=70)  # ten weeks, up to the moment the demo was made
LATELY = datetime.timedelta(hours=24)  # of work: the last three days are the fuller,
BUSY = 9  # so many times, so that something is going on
URGENCIES = (0,) * 46 + (3, 3, 2, 1)  # eight in a hundred are urgent

# What happens instead of going on, by how many acts there were before; and how often.
SCRIPTS: tuple[tuple[int, dict[int, str]], ...] = (
    (56, {}),
    (6, {1: "return"}), (4, {2: "return"}), (3, {1: "return", 2: "rest"}),
    (2, {1: "disagree"}), (3, {2: "disagree"}),
    (3, {1: "withdraw"}), (3, {1: "withdraw", 2: "terminate"}),
    (3, {1: "transfer"}), (2, {2: "transfer"}), (4, {2: "take_back"}),
    (2, {2: "suspend", 3: "resume"}), (2, {2: "suspend", 3: "rest"}),
    (2, {2: "void"}), (1, {2: "halt"}), (1, {1: "reassign"}),
    (1, {1: "rest"}), (1, {2: "rest"}), (1, {3: "rest"}),
)  # fmt: skip
DECK = [script for weight, script in SCRIPTS for _time in range(weight)]


@dataclass(frozen=True)
class Story:
    """One matter to be: who starts it when from which line of which template, how urgent, and what
    happens instead of going on (by the number of acts so far)."""

    number: int
    at: datetime.datetime
    key: str
    line: dict[str, Any]
    who: Member
    urgency: int
    script: dict[int, str] = field(default_factory=dict)

    def chance(self, *about: object) -> random.Random:
        """Chance that is the same for the same story and question."""
        return random.Random(f"{self.key}:{self.number}:{about}")  # noqa: S311 - a demo


@dataclass(frozen=True)
class Plan:
    """Everything that is going to happen in an organisation, and when it works."""

    stories: tuple[Story, ...]
    calendar: Calendar
    begin: datetime.datetime
    end: datetime.datetime

    def days(self) -> list[datetime.date]:
        """The working days, first to last."""
        return _days(self.calendar, self.begin, self.end)


def plan_of(office: Office, count: int | None = None) -> Plan:
    """The plan of an organisation: ten weeks from when it was founded, by the demo's clock."""
    calendar, begin = calendar_for(office.organisation), office.organisation.created
    end = begin + SPAN
    chance = random.Random(office.organisation.code)  # noqa: S311
    heights = _heights(
        count or office.data["count"], worktime.between(calendar, begin, end), chance
    )
    lines = _lines(office, chance)
    stories = tuple(
        _story(office, number, worktime.add(calendar, begin, height), lines, chance)
        for number, height in enumerate(heights)
    )
    return Plan(stories, calendar, begin, end)


def _days(
    calendar: Calendar, begin: datetime.datetime, end: datetime.datetime
) -> list[datetime.date]:
    first, last = begin.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date()
    days = (first + datetime.timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_workday(day)]


def _heights(
    count: int, span: datetime.timedelta, chance: random.Random
) -> list[datetime.timedelta]:
    """How much work the office had done when each story began: evenly, but for the busy end."""
    quiet = span - LATELY
    whole, found = quiet + LATELY * BUSY, []
    for number in range(count):
        height = whole * ((number + chance.random()) / count)
        found.append(height if height < quiet else quiet + (height - quiet) / BUSY)
    return found


def _lines(office: Office, chance: random.Random) -> list[tuple[str, dict[str, Any]]]:
    """The lines of all templates in an order where each template comes up as often as told."""
    decks = {key: list(office.data["matters"][key]) for key in office.data["templates"]}
    for deck in decks.values():
        chance.shuffle(deck)
    found = []
    for number in range(max(map(len, decks.values()))):
        found += [(key, deck[number % len(deck)]) for key, deck in decks.items()]
    return found


def _story(
    office: Office, number: int, moment: datetime.datetime,
    lines: list[tuple[str, dict[str, Any]]], chance: random.Random,
) -> Story:  # fmt: skip
    key, line = lines[number % len(lines)]
    script = DECK[number * 37 % len(DECK)]
    return Story(number, moment, key, line, _asking(office, line, chance),
                 chance.choice(URGENCIES), script)  # fmt: skip


def _asking(office: Office, line: dict[str, Any], chance: random.Random) -> Member:
    """Who asks: somebody the line names, else anybody below the leaders, personas more often."""
    if "who" in line:
        return office.member(chance.choice(line["who"]))
    quiet = set(office.data["quiet"])
    known = [office.member(name) for name in office.data["accounts"] if name not in quiet]
    others = [each for each in office.people if each.name not in quiet]
    return chance.choice(known if chance.random() < 0.35 else others)
