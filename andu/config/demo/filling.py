"""What a form of the demo is filled in with: what the line of data says, and the rest by kind."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from andu.approvals import access
from andu.approvals.models import TemplateVersion
from andu.config.demo import papers
from andu.config.demo.office import Office
from andu.config.demo.plan import Story
from andu.files.models import File
from andu.forms import filling
from andu.forms.access import is_required, is_writable
from andu.forms.definition import Field, Kind
from andu.forms.filling import Cleaned, name_of
from andu.forms.filling.attachments import file_value
from andu.forms.filling.posting import Raw
from andu.forms.models import DictionaryEntry

OFTEN = 0.6  # how often a field is filled in that needn't be
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


@dataclass
class Pen:
    """Somebody filling in a form of a story."""

    office: Office
    story: Story
    chance: random.Random
    drawn: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, slot: str) -> str:
        """The word for a slot of a text: drawn once for the whole form."""
        who = self.story.who
        own = {"who": who.name, "unit": self.office.actor(who).unit,
               "year": f"{self.story.at:%Y}", "month": f"{self.story.at.month}"}  # fmt: skip
        if slot not in self.drawn:
            self.drawn[slot] = own.get(slot) or self.chance.choice(self.office.data["pools"][slot])
        return self.drawn[slot]

    def say(self, text: Any) -> str:
        """A text of the data with its slots filled."""
        return str(text).format_map(self)

    @property
    def title(self) -> str:
        """The title of the story."""
        return self.say(self.story.line["title"])

    def value(self, told: Any) -> Any:
        """A value of the data: between two numbers, so many days from now, or a text."""
        if isinstance(told, dict):
            low, high, step = told["between"]
            return str(round(low + step * self.chance.randint(0, int((high - low) / step)), 2))
        if isinstance(told, list):
            return [self.value(each) for each in told]
        said = self.say(told)
        if said[:1] in "+-" and said[1:].isdigit():
            return (timezone.localdate() + datetime.timedelta(days=int(said))).isoformat()
        return said


def filled(office: Office, version: TemplateVersion, story: Story) -> tuple[str, Cleaned]:
    """Title and form of a story, as its initiator fills them in. Raises ValueError when the data
    don't fit the form."""
    pen, by = Pen(office, story, story.chance("form")), office.actor(story.who)
    form = version.form_version.definition
    rights = access.at_step(version, access.drafting_of(version))
    posted: dict[str, Any] = {}
    files: list[File] = []
    for each in form:
        if not is_writable(each, rights) or each.is_computed:
            continue
        if each.kind is Kind.ATTACHMENT:
            files += _attached(pen, each, posted)
        elif each.key in story.line.get("values", {}):
            posted |= _posted(pen, each, story.line["values"][each.key])
        elif each.required or each.required_if or pen.chance.random() < OFTEN:
            posted |= _posted(pen, each, None)
    before = filling.initial(form, actor=by)
    staged = {file.pk: file_value(file) for file in files}
    cleaned = filling.clean(form, rights, posted, before, actor=by, staged=staged)
    if not cleaned.is_sound:
        raise ValueError(f"{story.key} {pen.title}: {cleaned.errors}")
    return pen.title, cleaned


def begun(office: Office, version: TemplateVersion, story: Story) -> tuple[str, Raw]:
    """Title and controls of a form somebody has only begun to fill in: what its line says."""
    pen, told = Pen(office, story, story.chance("form")), story.line.get("values", {})
    rights = access.at_step(version, access.drafting_of(version))
    posted: dict[str, Any] = {}
    for each in version.form_version.definition:
        if each.key in told and not each.is_computed:
            posted |= _posted(pen, each, told[each.key])
    return pen.title, filling.draft(version.form_version.definition, rights, posted)


def filled_at(
    office: Office, version: TemplateVersion, story: Story, node: str, values: dict[str, Any]
) -> dict[str, Any]:
    """What the handler of a step posts: what the step requires, else nothing."""
    rights = access.at_step(version, node)
    told = office.told(story.key).get("later", {})
    pen, posted = Pen(office, story, story.chance(node)), dict[str, Any]()
    for each in version.form_version.definition:
        if not is_required(each, rights) or values.get(each.key):
            continue
        word = told.get(each.key)
        if isinstance(word, str) and word.startswith("="):
            word = f"{values[word[1:]] / 100:.2f}"
        posted |= _posted(pen, each, word)
    return posted


def _posted(pen: Pen, each: Field, told: Any) -> dict[str, Any]:
    """The controls of one field."""
    name = name_of(each.key)
    if each.kind is Kind.DETAIL:
        cells = {
            name_of(each.key, row, column): pen.value(text)
            for row, line in enumerate(told or [])
            for column, text in line.items()
        }
        return {name: "", **cells}
    value = pen.value(told) if told is not None else _USUAL[each.kind](pen, each)
    if value is None:
        return {}
    if each.kind is Kind.PERIOD:
        return {name: value[0], f"{name}-until": value[1]}
    if each.kind is Kind.PERSON and told is not None:
        value = str(pen.office.member(value).pk)
    if each.kind in (Kind.PERSON, Kind.UNIT):
        return {name: value, f"{name}_text": ""}
    if each.kind is Kind.DICTIONARY and told is not None:
        return {name: "", f"{name}_text": value}
    return {name: value}


def _attached(pen: Pen, each: Field, posted: dict[str, Any]) -> list[File]:
    names = pen.story.line.get("papers")
    if names is None and not each.required:
        return []
    rows = [[pen.title, ""], [pen["who"], pen["unit"]], [f"{pen.story.at:%Y-%m-%d}", ""]]
    cells = [[key, text] for key, text in posted.items() if isinstance(text, str) and text]
    rows += [[text, ""] for _key, text in cells[:8]]
    by = pen.office.actor(pen.story.who)
    made = [papers.attach(pen.say(name), pen.title, rows, by=by) for name in names or ["1.pdf"]]
    posted[name_of(each.key)] = ["", *(str(file.pk) for file in made)]
    return made


def _days(pen: Pen, low: int, high: int) -> str:
    later = datetime.timedelta(days=pen.chance.randint(low, high))
    return (timezone.localdate() + later).isoformat()


def _number(pen: Pen, each: Field) -> str:
    low = int(each.minimum or 1)
    return str(pen.chance.randint(max(low, 1), min(int(each.maximum or 6), low + 5)))


def _person(pen: Pen, _each: Field) -> str:
    """A colleague of the same unit, else anybody."""
    mine = pen.office.actor(pen.story.who)
    near = [m for m in pen.office.people if pen.office.actor(m).unit_id == mine.unit_id]
    others = [m for m in near if m.pk != pen.story.who.pk] or pen.office.people[5:]
    return str(pen.chance.choice(others).pk)


def _entry(pen: Pen, each: Field) -> str:
    rows = DictionaryEntry.objects.filter(
        dictionary__code=each.dictionary, dictionary__organisation=pen.office.organisation
    )
    return str(pen.chance.choice(list(rows.order_by("pk").values_list("pk", flat=True))))


def _identity(pen: Pen, _each: Field) -> str:
    born = datetime.date(1970, 1, 1) + datetime.timedelta(days=pen.chance.randint(0, 10_000))
    digits = f"110101{born:%Y%m%d}{pen.chance.randint(0, 999):03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + CHECKS[total % 11]


def _bank_card(pen: Pen, _each: Field) -> str:
    digits = f"622202{pen.chance.randint(0, 10**12 - 1):012}"
    doubled = [int(d) * (2 - at % 2) for at, d in enumerate(reversed(digits))]
    return digits + str(-sum(d - 9 * (d > 9) for d in doubled) % 10)


_USUAL: dict[Kind, Callable[[Pen, Field], Any]] = {
    Kind.TEXT: lambda pen, each: pen.say(f"{{{each.key}}}") if each.key in pen.office.data["pools"]
    else (pen.title if each.required else None),
    Kind.LONG_TEXT: lambda pen, each: pen.title if each.required else None,
    Kind.RICH: lambda pen, each: pen.title if each.required else None,
    Kind.NUMBER: _number,
    Kind.MONEY: lambda pen, _each: str(pen.chance.randint(8, 180) * 50),
    Kind.DATE: lambda pen, _each: _days(pen, 3, 20),
    Kind.TIME: lambda pen, _each: pen.chance.choice(("08:30", "09:00", "14:00", "14:30")),
    Kind.PERIOD: lambda pen, _each: [_days(pen, 2, 5), _days(pen, 6, 9)],
    Kind.CHOICE: lambda pen, each: pen.chance.choice(each.options),
    Kind.CHOICES: lambda pen, each: pen.chance.sample(each.options, max(1, each.min_rows)),
    Kind.DICTIONARY: _entry,
    Kind.PERSON: _person,
    Kind.UNIT: lambda pen, _each: str(pen.office.actor(pen.story.who).unit_id),
    Kind.PHONE: lambda pen, _each: pen.story.who.mobile or "19900001234",
    Kind.IDENTITY: _identity,
    Kind.BANK_CARD: _bank_card,
    Kind.RELATED: lambda _pen, _each: None,
    Kind.SERIAL: lambda _pen, _each: None,
}  # fmt: skip
