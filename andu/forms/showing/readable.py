"""A record to be read: facts, detail tables, attachments, in the order of the form."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import Any

from django.utils.safestring import SafeString

from andu.forms.access import AccessMap, is_visible
from andu.forms.conditions import unasked
from andu.forms.definition import COMPUTABLE, Field, FormDefinition, Kind
from andu.forms.filling import rich
from andu.forms.filling.finding import may_see
from andu.forms.listing import words_of
from andu.forms.masking import shown
from andu.forms.showing.files import Card, Link, cards, no_link
from andu.forms.summing import column_sum
from andu.kit import money
from andu.kit.actor import Actor


@dataclass(frozen=True)
class Cell:
    """One value as words; `capital` is 大写 under an amount; `is_figure` aligns it right."""

    label: str
    text: str
    capital: str = ""
    is_figure: bool = False


@dataclass(frozen=True)
class Fact:
    """One field: a cell, a table (`head`, `rows`, `sums`) or files."""

    kind: str
    cell: Cell
    wide: bool = False
    head: list[Cell] = part(default_factory=list)
    rows: list[list[Cell]] = part(default_factory=list)
    sums: list[Cell] = part(default_factory=list)
    files: list[Card] = part(default_factory=list)
    html: SafeString | None = None  # cleaned text with formatting
    href: str = ""  # where a related matter is, for one who may see it

    @property
    def is_simple(self) -> bool:
        """Whether it stands among the facts, not in a panel of its own."""
        return self.kind not in (Kind.DETAIL, Kind.ATTACHMENT)


@dataclass(frozen=True)
class Facts:
    """What a person may read of a record."""

    facts: list[Fact]

    @property
    def simple(self) -> list[Fact]:
        """The fields with one value; a half one without a neighbour takes the whole line."""
        lines = _paired(fact for fact in self.facts if fact.is_simple)
        return [
            replace(fact, wide=True) if len(line) == 1 else fact for line in lines for fact in line
        ]

    @property
    def tables(self) -> list[Fact]:
        """The detail tables that have rows."""
        return [fact for fact in self.facts if fact.kind == Kind.DETAIL and fact.rows]

    @property
    def files(self) -> list[Fact]:
        """The attachment fields that have files."""
        return [fact for fact in self.facts if fact.files]

    @property
    def lines(self) -> list[list[Fact]]:
        """The facts in lines for paper: two half ones side by side, others alone."""
        return _paired(self.facts)


def readable(
    definition: FormDefinition,
    access: AccessMap,
    values: Mapping[str, Any],
    link: Link = no_link,
    actor: Actor | None = None,
) -> Facts:
    """What this person may read of a record; `link` gives the address of each file. Related matters
    are links only for an `actor` who may see them."""
    gone = unasked(definition, values)
    fields = [field for field in _seen(definition, access) if field.key not in gone]
    known = related(fields, values, actor)
    return Facts([
        fact(field, shown(field, values.get(field.key), access), link, known) for field in fields
    ])  # fmt: skip


def visible_values(
    definition: FormDefinition, access: AccessMap, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The plain values this person may have: for JSON and export."""
    return {
        field.key: shown(field, values.get(field.key), access)
        for field in _seen(definition, access)
    }


def related(
    fields: Iterable[Field], values: Mapping[str, Any], actor: Actor | None
) -> set[tuple[str, int]]:
    """The related matters of a record the person may see."""
    found = (values.get(field.key) for field in fields if field.kind is Kind.RELATED)
    things = [(value["kind"], value["object"]) for value in found if value]
    return may_see(actor, things) if actor and things else set()


def fact(field: Field, value: Any, link: Link, known: Collection[tuple[str, int]] = ()) -> Fact:
    """One field to be read, as far as `masking.shown` lets it out; `known` are the related matters
    the person may see."""
    if field.kind is Kind.DETAIL:
        return _table(field, value or [])
    if field.kind is Kind.ATTACHMENT:
        return Fact(field.kind, Cell(field.label, ""), files=cards(value or [], link))
    wide = field.wide or field.kind in (Kind.LONG_TEXT, Kind.RICH)
    html = rich.shown(value) if field.kind is Kind.RICH and value else None
    is_known = field.kind is Kind.RELATED and value and (value["kind"], value["object"]) in known
    return Fact(
        field.kind, cell(field, value), wide, html=html, href=value["link"] if is_known else ""
    )


def cell(field: Field, value: Any) -> Cell:
    """One simple value."""
    is_money = field.kind is Kind.MONEY and value is not None
    return Cell(
        field.label, words_of(field, value), money.capital(value) if is_money else "",
        field.kind in COMPUTABLE,
    )  # fmt: skip


def sums(columns: Iterable[Field], rows: list[dict[str, Any]]) -> Iterator[Cell]:
    """What stands under each column: its sum, or nothing."""
    for column in columns:
        total = column_sum(column, rows) if column.summed and column.kind in COMPUTABLE else None
        yield cell(column, total)


def _table(field: Field, rows: list[dict[str, Any]]) -> Fact:
    head = [Cell(one.label, "", "", one.kind in COMPUTABLE) for one in field.columns]
    body = [[cell(one, row.get(one.key)) for one in field.columns] for row in rows]
    foot = list(sums(field.columns, rows)) if any(one.summed for one in field.columns) else []
    return Fact(field.kind, Cell(field.label, ""), True, head, body, foot)


def _seen(definition: FormDefinition, access: AccessMap) -> Iterator[Field]:
    return (field for field in definition if is_visible(field, access))


def _paired(facts: Iterable[Fact]) -> list[list[Fact]]:
    lines: list[list[Fact]] = []
    for fact in facts:
        before = lines[-1] if lines else []
        if len(before) == 1 and _is_half(fact) and _is_half(before[0]):
            before.append(fact)
        else:
            lines.append([fact])
    return lines


def _is_half(fact: Fact) -> bool:
    return fact.is_simple and not fact.wide
