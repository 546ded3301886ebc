"""A form to be filled in: controls where the person may write, words where they may read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import Any

from andu.forms import formulas
from andu.forms.access import AccessMap, is_required, is_visible, is_writable, only_row
from andu.forms.conditions import must_be_filled, unasked
from andu.forms.definition import COMPUTABLE, NAMED, Field, FormDefinition, Kind
from andu.forms.definition.checking import MOST_ROWS
from andu.forms.dictionaries import codes_in, short_lists
from andu.forms.filling.cells import named_in
from andu.forms.filling.cleaning import Cleaned
from andu.forms.filling.people import names_of
from andu.forms.filling.posting import name_of, rows_of
from andu.forms.masking import shown
from andu.forms.queries import staged_files
from andu.forms.showing.asking import Asking
from andu.forms.showing.controls import Control, Filled, control
from andu.forms.showing.files import Card, Link, cards, no_link
from andu.forms.showing.readable import Cell, Fact, cell, fact, related, sums
from andu.kit import plain
from andu.kit.actor import Actor

BLANK = "__row__"  # the number of the row that scripts copy


@dataclass(frozen=True)
class Row:
    """A row of a detail table: controls, or cells for computed columns."""

    number: int | str
    cells: list[tuple[Field, Control | None, Cell, str]]  # column, control, words, steps


@dataclass(frozen=True)
class Part:
    """One field on the page; `template` draws it."""

    field: Field
    template: str
    name: str = ""
    error: str = ""
    required: bool = False
    control: Control | None = None
    fact: Fact | None = None
    files: list[Card] = part(default_factory=list)
    rows: list[Row] = part(default_factory=list)
    blank: Row | None = None
    sums: list[tuple[Field, Cell]] = part(default_factory=list)
    shown_if: str = ""  # conditions as data for the page
    required_if: str = ""
    is_asked: bool = True
    only_row: int = 0  # of a detail table: the one row that is filled in

    @property
    def has_sums(self) -> bool:
        """Whether anything is summed up under the table."""
        return any(column.summed for column in self.field.columns)

    @property
    def id(self) -> str:
        """Where an error leads to."""
        return f"id_{self.name}"


@dataclass(frozen=True)
class Sheet:
    """The whole form: its parts, and the errors with the id each leads to."""

    parts: list[Part]
    errors: list[tuple[str, str, str]] = part(default_factory=list)  # id, label, error

    @property
    def has_files(self) -> bool:
        """Whether the form must be sent as multipart/form-data."""
        return any(one.field.kind is Kind.ATTACHMENT and not one.fact for one in self.parts)

    @property
    def has_conditions(self) -> bool:
        """Whether the page reacts to what is filled in."""
        return any(one.shown_if or one.required_if for one in self.parts)


def editable(
    definition: FormDefinition,
    access: AccessMap,
    filled: Cleaned,
    *,
    actor: Actor,
    link: Link = no_link,
) -> Sheet:
    """The form for this person. `filled` is what came of a post (`filling.clean`), or
    `Cleaned(values, raw=draft)` for a page that is opened."""
    maker = _Maker(definition, access, filled, actor, link)
    seen = [field for field in definition if maker.is_drawn(field)]
    return Sheet([maker.part(field) for field in seen], maker.errors())


class _Maker:
    """Draws the parts of one form; looks people and files up once."""

    def __init__(
        self, definition: FormDefinition, access: AccessMap, filled: Cleaned, actor: Actor,
        link: Link,
    ) -> None:  # fmt: skip
        self.definition, self.access, self.filled, self.link = definition, access, filled, link
        open_fields = [field for field in definition if is_writable(field, access)]
        self.names = names_of(named_in(open_fields, filled.raw), actor)
        self.staged = staged_files(definition, filled.raw, actor)
        self.lists = short_lists(codes_in(FormDefinition(tuple(open_fields))), actor)
        self.known = related(definition, filled.values, actor)
        self.gone = unasked(definition, filled.values)
        keys = {field.key for field in open_fields}
        self.asking = Asking(definition, filled.values, keys, actor)

    def is_drawn(self, field: Field) -> bool:
        """Fields that are only read, and not asked for now, are left out."""
        writable = is_writable(field, self.access)
        return is_visible(field, self.access) and (writable or field.key not in self.gone)

    def part(self, field: Field) -> Part:
        made = self._part(field)
        if made.fact is not None:
            return made
        return replace(
            made, shown_if=self.asking.data(field.shown_if), is_asked=field.key not in self.gone,
            required_if="" if field.required else self.asking.data(field.required_if),
        )  # fmt: skip

    def _part(self, field: Field) -> Part:
        value = self.filled.values.get(field.key)
        if not is_writable(field, self.access):
            given = shown(field, value, self.access)
            made = fact(field, given, self.link, self.known)
            return Part(field, "forms/_given.html", fact=made)
        name, error = name_of(field.key), self.filled.errors.get(field.key, "")
        must = must_be_filled(field, self.definition, self.filled.values)
        required = is_required(field, self.access, must)
        if field.kind is Kind.ATTACHMENT:
            return Part(field, "forms/_files.html", name, error, required, files=self._files(field))
        if field.kind is Kind.DETAIL:
            return self._table(field, error, required)
        drawn = control(field, name, self._of(value), error=error, required=required)
        return Part(field, "forms/_asked.html", name, error, required, control=drawn)

    def errors(self) -> list[tuple[str, str, str]]:
        found = []
        for key, error in self.filled.errors.items():
            field = self.definition.field(key.split("-")[0])
            if field:
                found.append((f"id_{name_of(key)}", field.label, error))
        return found

    def _of(self, value: Any) -> Filled:
        return Filled(value, self.filled.raw, self.names, self.lists)

    def _files(self, field: Field) -> list[Card]:
        old = {file["id"]: file for file in self.filled.values.get(field.key) or []}
        old |= {file["id"]: file for file in self.filled.previous.get(field.key) or []}
        typed = self.filled.raw.get(name_of(field.key))
        if typed is None:
            return cards(old.values(), self.link)
        known = old | self.staged
        wanted = dict.fromkeys(plain.number(text) for text in typed)
        return cards([known[number] for number in wanted if number in known], self._link)

    def _link(self, file: dict[str, Any], part: str) -> str:
        """A staged file has no address yet: it belongs to no record."""
        return "" if file["id"] in self.staged else self.link(file, part)

    def _table(self, field: Field, error: str, required: bool) -> Part:
        saved: list[dict[str, Any]] = self.filled.values.get(field.key) or []
        only = only_row(field, self.access)
        if only:
            return self._one_row(field, error, required, saved, only)
        typed = rows_of(self.filled.raw, field.key)
        if typed or name_of(field.key) in self.filled.raw:
            rows = [self._row(field, number, {}) for number in typed[:MOST_ROWS]]
        else:
            rows = [self._row(field, number, row) for number, row in enumerate(saved)]
        least = max(field.min_rows, 1)
        first = int(rows[-1].number) + 1 if rows else 0
        rows += [self._row(field, first + more, None) for more in range(least - len(rows))]
        return Part(
            field, "forms/_rows.html", name_of(field.key), error, required, rows=rows,
            blank=self._row(field, BLANK, None),
            sums=list(zip(field.columns, sums(field.columns, saved), strict=True)),
        )  # fmt: skip

    def _one_row(
        self, field: Field, error: str, required: bool, saved: list[dict[str, Any]], only: int
    ) -> Part:
        """The whole table, of which one row is filled in."""
        typed = rows_of(self.filled.raw, field.key)
        rows = [self._given_row(field, number, row) for number, row in enumerate(saved)]
        if only <= len(saved):
            at = only - 1
            rows[at] = self._row(field, at, {} if at in typed else saved[at])
        return Part(
            field, "forms/_rows.html", name_of(field.key), error, required, rows=rows,
            sums=list(zip(field.columns, sums(field.columns, saved), strict=True)),
            only_row=only,
        )  # fmt: skip

    def _given_row(self, table: Field, number: int, values: dict[str, Any]) -> Row:
        return Row(number, [(one, None, cell(one, values.get(one.key)), "")
                            for one in table.columns])  # fmt: skip

    def _row(self, table: Field, number: int | str, values: dict[str, Any] | None) -> Row:
        given = values if values is not None else _defaults(table.columns)
        return Row(number, [self._cell(table, number, column, given) for column in table.columns])

    def _cell(
        self, table: Field, number: int | str, column: Field, values: dict[str, Any]
    ) -> tuple[Field, Control | None, Cell, str]:
        value = values.get(column.key)
        if column.is_computed:
            return column, None, cell(column, value), formulas.steps(column, table.columns)
        name = name_of(table.key, number, column.key)
        error = self.filled.errors.get(f"{table.key}-{number}-{column.key}", "")
        made = control(
            column, name, self._of(value), error=error, required=column.required, in_table=True
        )
        return column, made, cell(column, None), ""


def _defaults(columns: Iterable[Field]) -> dict[str, Any]:
    """What a new row starts with: words as typed, so only texts and choices have any."""
    return {
        column.key: column.default
        for column in columns
        if column.default and column.kind not in NAMED | COMPUTABLE
    }
