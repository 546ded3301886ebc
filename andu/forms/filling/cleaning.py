"""The gate: what a post may change, and what is wrong with it (C16, WF-32).

Only fields the person may write are looked at. Everything else in the post, whoever put it there,
is as if it had not been sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from django.utils.translation import gettext as _

from andu.files.policy import FIELD_MOST
from andu.forms.access import AccessMap, is_required, is_writable, only_row
from andu.forms.conditions import must_be_filled, unasked
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling.attachments import Known, read_files
from andu.forms.filling.cells import named_in, read
from andu.forms.filling.computing import Values, computed
from andu.forms.filling.people import Lookup
from andu.forms.filling.posting import LAST, TYPED, Raw, key_of, name_of, raw_of, rows_of
from andu.forms.filling.tables import read_one_row, read_table
from andu.forms.filling.typed import Unfit
from andu.kit import money
from andu.kit.actor import Actor
from andu.policy.reading import value


@dataclass(frozen=True)
class Cleaned:
    """What a post comes to.

    `values`: the whole record as it would be. `changes`: only what this person changed, by key.
    `errors`: field key (or "key-row-column" of a cell) → what to do. `raw`: the texts as typed,
    to show again. `previous`: the values it was filled in upon.
    """

    values: Values
    changes: Values = part(default_factory=dict)
    errors: dict[str, str] = part(default_factory=dict)
    raw: Raw = part(default_factory=dict)
    previous: Values = part(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether it can be saved."""
        return not self.errors


def clean(
    definition: FormDefinition,
    access: AccessMap,
    posted: Mapping[str, Any],
    previous: Mapping[str, Any] | None,
    *,
    actor: Actor,
    staged: Known | None = None,
) -> Cleaned:
    """Read a post within the access of this person.

    `posted` is request.POST, or raw texts of a draft; `previous` the values of the record so far
    (None at the start: the form's defaults then come from `initial`, which the caller passes).
    `staged` are the files this person uploaded for this form (`queries.staged_files`), by id.
    """
    before = dict(previous or {})
    open_fields = [field for field in definition if is_writable(field, access)]
    raw = raw_of(posted)
    gate = _Gate(raw, before, Lookup(named_in(open_fields, raw), actor), staged or {})
    gate.organisation, gate.access = actor.organisation_id, access
    for field in open_fields:
        gate.take(field)
    changes = {key: new for key, new in gate.taken.items() if new != before.get(key, _EMPTY)}
    values = computed(definition, overlay(before, changes))
    gone = unasked(definition, values)
    errors = {key: said for key, said in gate.errors.items() if key.split("-")[0] not in gone}
    asked = [field for field in open_fields if field.key not in gone]
    missing = _missing_in(asked, definition, access, values, errors)
    if missing:
        changes = {key: new for key, new in changes.items() if key not in missing}
        values = computed(definition, overlay(before, changes))
    errors |= missing | _too_large(definition, values)
    return Cleaned(values, changes, errors, _own(raw, open_fields), before)


def _missing_in(
    asked: list[Field], definition: FormDefinition, access: AccessMap, values: Values,
    errors: dict[str, str],
) -> dict[str, str]:  # fmt: skip
    """What must be filled in and isn't; what is wrong already needs no second word."""
    wrong = {key.split("-")[0] for key in errors}
    return {
        field.key: _missing(field)
        for field in asked
        if field.key not in wrong and _is_missing(field, definition, access, values)
    }


def unfilled(
    definition: FormDefinition, access: AccessMap, values: Mapping[str, Any]
) -> list[Field]:
    """The fields somebody with this access must fill in and which the record leaves empty."""
    gone = unasked(definition, values)
    return [
        field for field in definition
        if is_writable(field, access) and field.key not in gone
        and _is_missing(field, definition, access, values)
    ]  # fmt: skip


def _is_missing(
    field: Field, definition: FormDefinition, access: AccessMap, values: Mapping[str, Any]
) -> bool:
    if values.get(field.key) not in (None, "", []):
        return False
    return is_required(field, access, must_be_filled(field, definition, values))


def overlay(before: Mapping[str, Any], changes: Mapping[str, Any]) -> Values:
    """The values with the changes laid over them."""
    return {**before, **changes}


def _too_large(definition: FormDefinition, values: Values) -> dict[str, str]:
    """Sums no column of a database can hold."""
    return {
        field.key: _("{label}过大，请检查各行的金额。").format(label=field.label)
        for field in definition
        if field.kind is Kind.MONEY and abs(values.get(field.key) or 0) >= money.LIMIT
    }


_EMPTY = object()


class _Gate:
    """Reads one open field after the other; remembers values and errors."""

    def __init__(self, raw: Raw, before: Values, lookup: Lookup, staged: Known) -> None:
        self.raw, self.before, self.lookup, self.staged = raw, before, lookup, staged
        self.taken: Values = {}
        self.errors: dict[str, str] = {}
        self.organisation: int | None = None
        self.access: AccessMap = {}

    def take(self, field: Field) -> None:
        """Read a field if it was sent."""
        if self._was_sent(field):
            self._read(field)

    def _was_sent(self, field: Field) -> bool:
        name = name_of(field.key)
        if any(each in self.raw for each in (name, name + TYPED, name + LAST)):
            return True
        return field.kind is Kind.DETAIL and bool(rows_of(self.raw, field.key))

    def _read(self, field: Field) -> None:
        old = self.before.get(field.key)
        if field.kind is Kind.DETAIL:
            rows = old or []
            table = (
                read_one_row(field, self.raw, self.lookup, rows, only_row(field, self.access))
                if only_row(field, self.access)
                else read_table(field, self.raw, self.lookup, rows)
            )
            self.errors |= table.errors
            if not table.errors:
                self.taken[field.key] = table.rows
        elif field.kind is Kind.ATTACHMENT:
            self._files(field, old or [])
        else:
            self._simple(field, old)

    def _files(self, field: Field, old: list[dict[str, Any]]) -> None:
        files = read_files(field, self.raw, old, self.staged)
        most = field.max_rows or value(FIELD_MOST, organisation=self.organisation)
        if len(files) > max(most, len(old)):
            self.errors[field.key] = _("最多 {most} 份，请移除多余的附件。").format(most=most)
        elif files and len(files) < field.min_rows:
            self.errors[field.key] = _("至少要 {least} 份附件，请补充。").format(
                least=field.min_rows
            )
        else:
            self.taken[field.key] = files

    def _simple(self, field: Field, old: Any) -> None:
        try:
            name = name_of(field.key)
            self.taken[field.key] = read(field, self.raw, name, self.lookup, [old])
        except Unfit as error:
            self.errors[field.key] = str(error)


def _missing(field: Field) -> str:
    words = {
        Kind.ATTACHMENT: _("请上传{label}。"),
        Kind.CHOICE: _("请选择{label}。"),
        Kind.PERSON: _("请选择{label}。"),
        Kind.UNIT: _("请选择{label}。"),
        Kind.DETAIL: _("请至少填写一行{label}。"),
        Kind.CHOICES: _("请至少选一项{label}。"),
        Kind.DICTIONARY: _("请选择{label}。"),
        Kind.RELATED: _("请选择{label}。"),
    }
    return words.get(field.kind, _("请填写{label}。")).format(label=field.label)


def _own(raw: Raw, fields: list[Field]) -> Raw:
    """Of what was sent, only the controls of these fields."""
    names = {field.key for field in fields}
    return {name: texts for name, texts in raw.items() if key_of(name) in names}
