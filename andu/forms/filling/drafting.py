"""Before anything is right: what a form starts with, and what was typed so far."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from andu.forms.access import AccessMap, is_writable
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.definition.checking import MOST_ROWS
from andu.forms.definition.fields import ME, MY_UNIT, TODAY
from andu.forms.filling.cells import NAMED, writable_columns
from andu.forms.filling.computing import Values, computed
from andu.forms.filling.posting import MOST_TEXTS, TYPED, Raw, name_of, raw_of, rows_of
from andu.forms.filling.typed import LONGEST, Unfit, parse
from andu.kit.actor import Actor
from andu.organisation.models import Unit

ADD_ROW, DROP_ROW = "add-row", "drop-row"  # names of the buttons that work without JavaScript


def initial(definition: FormDefinition, *, actor: Actor) -> Values:
    """The values a new form starts with: the defaults, today, the person and their unit."""
    values = {field.key: _default(field, actor) for field in definition}
    return computed(definition, values)


def draft(
    definition: FormDefinition,
    access: AccessMap,
    posted: Mapping[str, Any],
    before: Raw | None = None,
) -> Raw:
    """What was typed so far, unchecked, to be kept and shown again; never outside the access.

    Controls that were not sent keep what `before` (an earlier draft) has for them.
    """
    raw = raw_of(posted)
    kept: Raw = {}
    for field in definition:
        if is_writable(field, access):
            own = _controls(field, raw)
            kept |= own or _controls(field, before or {})
    return kept


def reshaped(
    definition: FormDefinition, access: AccessMap, posted: Mapping[str, Any]
) -> Raw | None:
    """The draft with a row more or less, when 加一行 or 删除 was pressed; None otherwise."""
    key = str(posted.get(ADD_ROW, "")) or str(posted.get(DROP_ROW, "")).partition("-")[0]
    field = definition.field(key)
    if field is None or field.kind is not Kind.DETAIL or not is_writable(field, access):
        return None
    raw = draft(definition, access, posted)
    if posted.get(ADD_ROW):
        _add_row(field, raw)
    else:
        row = str(posted[DROP_ROW]).partition("-")[2]
        stem = name_of(key, row, "")
        raw = {name: texts for name, texts in raw.items() if not name.startswith(stem)}
    return raw


def _add_row(field: Field, raw: Raw) -> None:
    numbers = rows_of(raw, field.key)
    if len(numbers) < (field.max_rows or MOST_ROWS):
        row = numbers[-1] + 1 if numbers else 0
        for column in writable_columns(field):
            raw[name_of(field.key, row, column.key)] = [column.default]


def _controls(field: Field, raw: Raw) -> Raw:
    """The controls of one field among the texts, within the limits."""
    names = [name_of(field.key)]
    if field.kind in NAMED:
        names.append(name_of(field.key) + TYPED)
    if field.kind is Kind.DETAIL:
        for row in rows_of(raw, field.key)[:MOST_ROWS]:
            for column in writable_columns(field):
                cell = name_of(field.key, row, column.key)
                names += [cell, cell + TYPED] if column.kind in NAMED else [cell]
    longest = LONGEST[Kind.LONG_TEXT]
    if field.kind is Kind.ATTACHMENT and names[0] in raw:
        dropped = raw.get(f"{names[0]}-drop", [])
        return {names[0]: [text for text in raw[names[0]][:MOST_TEXTS] if text not in dropped]}
    return {
        name: [text[:longest] for text in raw[name][:MOST_TEXTS]] for name in names if name in raw
    }


def _default(field: Field, actor: Actor) -> Any:
    if field.kind in (Kind.DETAIL, Kind.ATTACHMENT):
        return []
    if field.default == TODAY:
        return timezone.localdate().isoformat()
    if field.default == ME:
        return _me(actor)
    if field.default == MY_UNIT:
        return _my_unit(actor)
    try:
        return None if field.kind in NAMED else parse(field, field.default)
    except Unfit:
        return None


def _me(actor: Actor) -> dict[str, Any] | None:
    if actor.member_id is None:
        return None
    return {"id": actor.member_id, "code": actor.code, "name": actor.name}


def _my_unit(actor: Actor) -> dict[str, Any] | None:
    unit = Unit.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None
    return {"id": unit.pk, "code": unit.code, "name": unit.name} if unit else None
