"""The template editor's table of fields: from posted lines to a definition, and back.

A line's parts are named `c-3-label`, a column's `c-3-k-1-label`; lines count in the order sent.
Keys are made from the label's pinyin once and then stay, whatever the label becomes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from andu.forms import wording
from andu.forms.definition import (
    COLUMNS,
    COMPUTABLE,
    KIND_GROUPS,
    KIND_LABELS,
    LISTABLE,
    LISTS,
    Field,
    FormDefinition,
    Kind,
    Unique,
    problems,
)
from andu.forms.definition.checking import KEY, NO_DEFAULT, OPTIONS, field_problems
from andu.forms.definition.fields import FORMULA, UNIQUE_KINDS
from andu.forms.editing_choices import choices_for
from andu.kit import pinyin
from andu.kit.actor import Actor

ACT = "field-act"  # the buttons: add, add-3 (a column), drop-3, drop-3-1, up-3, down-3-1
MOST_LINES = 250
TEXTS = (
    "key", "label", "kind", "help", "options", "default", "unit", "formula", "sum_of",
    "dictionary", "pattern", "unique",
)  # fmt: skip
NUMBERS = ("decimals", "minimum", "maximum", "min_rows", "max_rows")
CHECKS = ("required", "wide", "listed", "summed", "gaps")
FROM = "default_from"  # where a default comes from: "@today" …, "=" for a formula
_PARTS = "|".join((*TEXTS, FROM, *NUMBERS, *CHECKS, wording.PARTS))
_NAME = re.compile(rf"c-(\d{{1,4}})-(?:k-(\d{{1,4}})-)?({_PARTS})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)


@dataclass
class Line:
    """One line of the table: its parts as typed, its columns, and what is wrong with it."""

    number: int
    prefix: str
    parts: dict[str, str] = part(default_factory=dict)
    columns: list["Line"] = part(default_factory=list)
    errors: list[str] = part(default_factory=list)

    @property
    def place(self) -> str:
        """How buttons name the line: "3", or "3-1" for a column."""
        return self.prefix.removeprefix("c-").removesuffix("-").replace("-k-", "-")

    @property
    def conditions(self) -> list[tuple[str, bool, list[wording.Asked]]]:
        """When it is shown and when it is required: letter, whether any is enough, the checks."""
        return [
            (letter, bool(self.parts.get(f"{letter}-any")), wording.boxes(self.parts, letter))
            for letter in ("s", "r")
        ]

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything here."""
        return not self.parts.get("label", "").strip() and not self.parts.get("key")

    @property
    def is_open(self) -> bool:
        """Whether its settings stand open: something is to be mended or a new column written."""
        return bool(self.errors) or any(column.is_blank for column in self.columns)


@dataclass
class Edited:
    """What a post of the table comes to; `definition` is None while something is wrong.

    `tentative` is what the lines say, right or wrong: what a flow may refer to meanwhile.
    """

    lines: list[Line]
    errors: list[str] = part(default_factory=list)
    definition: FormDefinition | None = None
    tentative: FormDefinition = part(default_factory=FormDefinition)

    @property
    def as_sent(self) -> dict[str, str]:
        """The table as a browser sends it, keys included: what a draft keeps, numbered in order."""
        return {
            name: text for at, line in enumerate(self.lines)
            for name, text in _as_sent(line, f"c-{at}-")
        }  # fmt: skip


def lines_of(definition: FormDefinition) -> list[Line]:
    """The table for a definition."""
    return [_line(field, number, "c-", definition) for number, field in enumerate(definition)]


def parse(posted: Mapping[str, Any]) -> Edited:
    """The definition in a posted table, or what is wrong, by line (WF-10)."""
    lines = _posted(posted)
    written = _written(lines)
    fields = _fields(written)
    definition = FormDefinition(tuple(_summed(field, fields) for field in fields))
    definition = FormDefinition(tuple(
        _conditioned(field, line, definition)
        for line, field in zip(written, definition, strict=True)
    ))  # fmt: skip
    for line, field in zip(written, definition, strict=True):
        line.errors += field_problems(field, definition)
    told = {error for line in lines for error in _told(line)}
    errors = [error for error in problems(definition) if error not in told]
    return Edited(lines, errors, None if errors or told else definition, definition)


def rearranged(posted: Mapping[str, Any]) -> list[Line] | None:
    """The table after 加一行, 删除, 上移 or 下移 was pressed; None otherwise."""
    verb, _dash, place = str(posted.get(ACT, "")).partition("-")
    if verb not in {"add", "drop", "up", "down"}:
        return None
    lines = _posted(posted)
    if verb == "add":
        _add(lines, place)
    else:
        _move(lines, place, {"up": -1, "down": 1}.get(verb, 0))
    return lines


def in_order(kept: Mapping[str, str]) -> dict[str, str]:
    """A kept table by its numbers: PostgreSQL doesn't keep the order of a JSON object."""
    numbers = {name: [int(each) for each in re.findall(r"\d+", name)] for name in kept}
    return {name: kept[name] for name in sorted(kept, key=numbers.__getitem__)}


def _as_sent(line: Line, prefix: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{prefix}{name}", text) for name, text in line.parts.items())
    for at, column in enumerate(line.columns):
        yield from _as_sent(column, f"{prefix}k-{at}-")


def blank(number: int = 0, prefix: str = "c-") -> Line:
    """A new line."""
    return Line(number, f"{prefix}{number}-", {"kind": Kind.TEXT.value})


def key_for(label: str, used: set[str]) -> str:
    """A key made from how the label sounds, unlike all used ones."""
    sound = re.sub(r"[^a-z0-9]+", "_", pinyin.full(label).lower()).strip("_")[:30] or "field"
    stem = sound if sound[0].isalpha() else f"f_{sound}"
    stem = stem.removesuffix("_text") or "field"
    tries = (stem if again == 1 else f"{stem}_{again}" for again in range(1, MOST_LINES + 2))
    return next(key for key in tries if key not in used)


def _line(field: Field, number: int, prefix: str, definition: FormDefinition) -> Line:
    made = Line(number, f"{prefix}{number}-")
    for name in TEXTS:
        made.parts[name] = str(getattr(field, name))
    made.parts["options"] = "\n".join(field.options)
    made.parts["sum_of"] = _path_in_words(field.sum_of, definition)
    if field.default.startswith("@"):
        made.parts |= {FROM: field.default, "default": ""}
    elif field.default.startswith(FORMULA) and field.kind in COMPUTABLE:
        made.parts |= {FROM: FORMULA, "default": field.default.removeprefix(FORMULA)}
    made.parts |= wording.parts_of(field, definition)
    for name in NUMBERS:
        made.parts[name] = _number_text(getattr(field, name))
    made.parts |= {name: "on" for name in CHECKS if getattr(field, name)}
    made.columns = [
        _line(column, at, f"{made.prefix}k-", definition) for at, column in enumerate(field.columns)
    ]
    return made


def _number_text(value: int | Decimal | None) -> str:
    """A bound as it is, a count only when it says something."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if value else ""


def _posted(posted: Mapping[str, Any]) -> list[Line]:
    lines: dict[int, Line] = {}
    columns: dict[tuple[int, int], Line] = {}
    for name in posted:
        found = _NAME.fullmatch(str(name))
        if not found or len(lines) + len(columns) > MOST_LINES * 4:
            continue
        number, column, what = int(found[1]), found[2], found[3]
        line = lines.setdefault(number, Line(number, f"c-{number}-"))
        if column is not None:
            line = _column(line, int(column), columns)
        line.parts[what] = str(posted[name]).replace("\r\n", "\n").strip()[:4000]
    return list(lines.values())


def _column(line: Line, number: int, columns: dict[tuple[int, int], Line]) -> Line:
    place = (line.number, number)
    if place not in columns:
        columns[place] = Line(number, f"{line.prefix}k-{number}-")
        line.columns.append(columns[place])
    return columns[place]


def _written(lines: list[Line]) -> list[Line]:
    """Without the lines nobody has written in yet; they stay in the table."""
    return [line for line in lines if not line.is_blank]


def _fields(lines: list[Line]) -> list[Field]:
    used: set[str] = set()
    taken = {line.parts.get("key", "") for line in lines}
    for line in lines:
        key = line.parts.get("key", "")
        if not KEY.fullmatch(key) or key in used:
            line.parts["key"] = key_for(line.parts.get("label", ""), used | taken)
        used.add(line.parts["key"])
    return [_field(line, line.parts["key"]) for line in lines]


def _field(line: Line, key: str) -> Field:
    said, kind = line.parts, _kind(line)
    can_compute = kind in COMPUTABLE
    computed = can_compute and bool(said.get("formula") or said.get("sum_of"))
    computed = computed or kind is Kind.SERIAL
    return Field(
        key=key, label=said.get("label", ""), kind=kind, help=said.get("help", ""),
        required="required" in _on(line) and not computed, wide="wide" in _on(line),
        default="" if kind in NO_DEFAULT or computed else _default(said),
        options=_options(said) if kind in OPTIONS else (),
        decimals=_whole(line, "decimals") if kind is Kind.NUMBER else 0,
        minimum=_bound(line, "minimum") if can_compute else None,
        maximum=_bound(line, "maximum") if can_compute else None,
        unit=said.get("unit", "") if kind is Kind.NUMBER else "",
        columns=tuple(_fields(_written(line.columns))) if kind is Kind.DETAIL else (),
        min_rows=_whole(line, "min_rows") if kind in LISTS else 0,
        max_rows=_whole(line, "max_rows") if kind in LISTS else 0,
        sum_of=said.get("sum_of", "") if can_compute else "",
        formula=said.get("formula", "") if can_compute else "",
        summed="summed" in _on(line) and can_compute,
        listed="listed" in _on(line) and kind in LISTABLE,
        dictionary=said.get("dictionary", "") if kind is Kind.DICTIONARY else "",
        pattern=said.get("pattern", "") if kind is Kind.SERIAL else "",
        gaps="gaps" in _on(line) and kind is Kind.SERIAL,
        unique=_unique(said) if kind in UNIQUE_KINDS else "",
    )  # fmt: skip


def _default(said: Mapping[str, str]) -> str:
    origin, text = said.get(FROM, ""), said.get("default", "")
    if origin == FORMULA:
        return FORMULA + text if text else ""
    return origin or text


def _unique(said: Mapping[str, str]) -> str:
    text = said.get("unique", "")
    return text if text in set(Unique) else ""


def _kind(line: Line) -> Kind:
    try:
        return Kind(line.parts.get("kind", Kind.TEXT))
    except ValueError:
        line.errors.append(_("请选择类型。"))
        return Kind.TEXT


def _on(line: Line) -> set[str]:
    return {name for name in CHECKS if line.parts.get(name)}


def _options(said: Mapping[str, str]) -> tuple[str, ...]:
    words = (word.strip() for word in re.split(r"[\n、]", said.get("options", "")))  # noqa: chinese
    return tuple(word for word in words if word)


def _whole(line: Line, name: str) -> int:
    text = line.parts.get(name, "")
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    if text:
        line.errors.append(_("“{text}”不是整数，请改正或清空。").format(text=text[:20]))
    return 0


def _bound(line: Line, name: str) -> Decimal | None:
    text = line.parts.get(name, "").replace(",", "")
    try:
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    if text:
        line.errors.append(_("“{text}”不是数字，请改正或清空。").format(text=text[:20]))
    return None


def _summed(field: Field, fields: list[Field]) -> Field:
    """The field with its sum named by keys, where the person wrote 明细.小计."""
    table, _dot, column = field.sum_of.partition(".")
    for other in fields:
        for one in other.columns:
            if table in (other.label, other.key) and column in (one.label, one.key):
                return Field(**{**vars(field), "sum_of": f"{other.key}.{one.key}"})
    return field


def _conditioned(field: Field, line: Line, definition: FormDefinition) -> Field:
    made, errors = wording.conditioned(field, line.parts, definition)
    line.errors += errors
    return made


def _path_in_words(path: str, definition: FormDefinition) -> str:
    table, _dot, key = path.partition(".")
    field = definition.field(table)
    column = field.column(key) if field else None
    return f"{field.label}.{column.label}" if field and column else path


def _told(line: Line) -> Iterator[str]:
    yield from line.errors
    for column in line.columns:
        yield from column.errors


def _add(lines: list[Line], place: str) -> None:
    if not place:
        lines.append(blank(max((line.number for line in lines), default=-1) + 1))
        return
    for line in lines:
        if line.place == place:
            number = max((column.number for column in line.columns), default=-1) + 1
            line.columns.append(blank(number, f"{line.prefix}k-"))


def _move(lines: list[Line], place: str, by: int) -> None:
    """Move the line at a place up or down, or drop it when `by` is 0."""
    for among in (lines, *(line.columns for line in lines)):
        at = next((at for at, line in enumerate(among) if line.place == place), None)
        if at is not None:
            line = among.pop(at)
            if by:
                among.insert(max(0, at + by), line)
            return


def table_context(edited: Edited, actor: Actor | None = None) -> dict[str, Any]:
    """What `forms/_field_table.html` takes; the dictionaries are those of the actor's
    organisation."""
    groups = [
        (str(label), [(kind.value, KIND_LABELS[kind], kind in COLUMNS) for kind in kinds])
        for label, kinds in KIND_GROUPS
    ]
    return {
        "lines": edited.lines, "errors": edited.errors, "blank": blank(9999), "kinds": groups,
        **choices_for(edited.tentative, actor),
    }  # fmt: skip
