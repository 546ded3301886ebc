"""Before anything is right: what a form starts with, and what was typed so far."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from andu.forms.access import AccessMap, is_writable
from andu.forms.definition import LISTS, Field, FormDefinition, Kind
from andu.forms.definition.checking import MOST_ROWS
from andu.forms.definition.fields import (
    COMPUTABLE,
    FORMULA,
    ME,
    MY_PHONE,
    MY_POST,
    MY_UNIT,
    NAMED,
    TODAY,
)
from andu.forms.filling.cells import writable_columns
from andu.forms.filling.computing import Values, computed
from andu.forms.filling.posting import LAST, MOST_TEXTS, TYPED, Raw, name_of, raw_of, rows_of
from andu.forms.filling.typed import LONGEST, Unfit, parse
from andu.kit.actor import Actor
from andu.organisation.models import Member, Unit

ADD_ROW, DROP_ROW = "add-row", "drop-row"  # names of the buttons that work without JavaScript


def initial(definition: FormDefinition, *, actor: Actor) -> Values:
    """The values a new form starts with: the defaults, today, the person and their unit; then the
    defaults that are formulas over those."""
    values = {field.key: _default(field, actor) for field in definition}
    reckoned = tuple(
        replace(field, formula=field.default.removeprefix(FORMULA)) if _is_formula(field) else field
        for field in definition
    )
    return computed(definition, computed(FormDefinition(reckoned), values))


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
    if field.kind is Kind.PERIOD:
        names.append(name_of(field.key) + LAST)
    if field.kind is Kind.DETAIL:
        for row in rows_of(raw, field.key)[:MOST_ROWS]:
            for column in writable_columns(field):
                cell = name_of(field.key, row, column.key)
                names += [cell, cell + TYPED] if column.kind in NAMED else [cell]
    longest = LONGEST[Kind.RICH if field.kind is Kind.RICH else Kind.LONG_TEXT]
    if field.kind is Kind.ATTACHMENT and names[0] in raw:
        dropped = raw.get(f"{names[0]}-drop", [])
        return {names[0]: [text for text in raw[names[0]][:MOST_TEXTS] if text not in dropped]}
    return {
        name: [text[:longest] for text in raw[name][:MOST_TEXTS]] for name in names if name in raw
    }


def _default(field: Field, actor: Actor) -> Any:
    if field.kind in LISTS:
        return []
    made = _ORIGINS.get(field.default)
    if made is not None:
        return made(field, actor)
    try:
        return None if field.kind in NAMED else parse(field, field.default)
    except Unfit:
        return None


def _is_formula(field: Field) -> bool:
    return field.kind in COMPUTABLE and field.default.startswith(FORMULA)


def _my_phone(field: Field, actor: Actor) -> Any:
    """The person's telephone, as far as the field can hold it."""
    numbers = Member.objects.filter(pk=actor.member_id or 0).values_list("mobile", "phone").first()
    text = next((number for number in numbers or () if number), "")
    try:
        return parse(field, text)
    except Unfit:
        return None


def _me(actor: Actor) -> dict[str, Any] | None:
    if actor.member_id is None:
        return None
    return {"id": actor.member_id, "code": actor.code, "name": actor.name}


def _my_unit(actor: Actor) -> dict[str, Any] | None:
    unit = Unit.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None
    return {"id": unit.pk, "code": unit.code, "name": unit.name} if unit else None


_ORIGINS: dict[str, Callable[[Field, Actor], Any]] = {
    TODAY: lambda _field, _actor: timezone.localdate().isoformat(),
    ME: lambda _field, actor: _me(actor),
    MY_UNIT: lambda _field, actor: _my_unit(actor),
    MY_POST: lambda _field, actor: actor.post or None,
    MY_PHONE: _my_phone,
}
