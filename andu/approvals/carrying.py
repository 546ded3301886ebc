"""Values that go from one form to another, or that the machine puts into one: which fit where."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.tasks import Filling, Put
from andu.forms import filling
from andu.forms.access import Access
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling.plainly import as_post
from andu.forms.listing import words_of
from andu.kit.actor import Actor
from andu.organisation.models import Member

Cell = tuple[Field, Any]
_CELL = re.compile(r"(.+)#(\d+)\.(.+)")
STAYS = frozenset({Kind.ATTACHMENT, Kind.SERIAL})
"""Kinds that are carried nowhere: files belong to one record, numbers are drawn."""
TAKES_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})


class Unlike(ValueError):
    """The value does not fit; the text says why."""


def fits(source: Field, target: Field) -> bool:
    """Whether what a field says can stand in another."""
    if source.kind in STAYS or target.kind in STAYS or target.formula:
        return False
    if target.kind in TAKES_WORDS:
        return source.kind is not Kind.DETAIL
    same = source.kind is target.kind
    return same and (source.kind is not Kind.DICTIONARY or source.dictionary == target.dictionary)


def options_lacking(source: Field, target: Field) -> list[str]:
    """The options of a field that another it is carried to doesn't know; of tables those of the
    columns that both have."""
    if target.kind in (Kind.CHOICE, Kind.CHOICES) and source.kind is target.kind:
        return [one for one in source.options if one not in target.options]
    theirs = {each.key: each for each in target.columns}
    pairs = [(each, theirs[each.key]) for each in source.columns if each.key in theirs]
    return [one for mine, its in pairs for one in options_lacking(mine, its)]


def cell_in(definition: FormDefinition, values: Mapping[str, Any], key: str) -> Cell:
    """A field with its value; of a cell of a row ("items#2.buyer") the column and what stands
    there."""
    if found := _CELL.fullmatch(key):
        table, row, column = _field(definition, found[1]), int(found[2]), found[3]
        rows = values.get(table.key) or []
        field = next((each for each in table.columns if each.key == column), None)
        if field is not None:
            return field, rows[row - 1].get(column) if row <= len(rows) else None
    return _field(definition, key), values.get(key)


def put_in(
    definition: FormDefinition, values: Mapping[str, Any], key: str, cell: Cell,
    changes: dict[str, Any],
) -> None:  # fmt: skip
    """Lay a value into `changes`; of a cell the whole table, with this cell changed."""
    source, value = cell
    target, _old = cell_in(definition, values, key)
    if not fits(source, target):
        words = _("“{source}”和“{target}”不是同一种字段，不能带入。请在流程里改选字段。")
        raise Unlike(words.format(source=source.label, target=target.label))
    if value is not None and target.kind in TAKES_WORDS and source.kind is not target.kind:
        value = words_of(source, value)
    if target.kind is Kind.DETAIL:
        value = _rows(source, target, value or [])
    if target.kind in (Kind.CHOICE, Kind.CHOICES):
        _require_options(target, value)
    _lay(values, key, value, changes)


def _lay(values: Mapping[str, Any], key: str, value: Any, changes: dict[str, Any]) -> None:
    found = _CELL.fullmatch(key)
    if found is None:
        changes[key] = value
        return
    rows = [dict(row) for row in values.get(found[1]) or []]
    if int(found[2]) <= len(rows):
        rows[int(found[2]) - 1][found[3]] = value
        changes[found[1]] = rows


def _rows(source: Field, target: Field, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the columns that both tables have and that mean the same."""
    theirs = {each.key: each for each in source.columns}
    both = [c.key for c in target.columns if c.key in theirs and fits(theirs[c.key], c)]
    return [{key: row.get(key) for key in both} for row in rows]


def _require_options(target: Field, value: Any) -> None:
    chosen = value if isinstance(value, list) else [value] if value else []
    if strange := [str(one) for one in chosen if one not in target.options]:
        words = _("“{target}”里没有选项“{value}”。请在流程里改选字段，或补上选项。")
        raise Unlike(words.format(target=target.label, value="、".join(strange[:5])))


def filled(
    definition: FormDefinition, values: Mapping[str, Any], puts: Sequence[Put],
    people: Mapping[str, Member | None], by: Actor,
) -> dict[str, Any]:  # fmt: skip
    """What the machine puts into a form, by field."""
    changes: dict[str, Any] = {}
    for put in puts:
        now = {**values, **changes}
        target, old = cell_in(definition, now, put.field)
        if put.by is Filling.FIELD:
            put_in(definition, now, put.field, cell_in(definition, now, put.other), changes)
        elif put.by is Filling.NOTHING:
            _lay(now, put.field, [] if isinstance(old, list) else None, changes)
        elif put.by in (Filling.INITIATOR, Filling.HANDLER):
            _lay(now, put.field, _person(target, people.get(put.by.value)), changes)
        else:
            _lay(now, put.field, read_as(target, _said(target, put), by), changes)
    return changes


def _said(target: Field, put: Put) -> str:
    """The text to be read as the field's own kind."""
    if put.by is Filling.VALUE:
        return put.value
    now = timezone.localtime()
    if target.kind is Kind.TIME:
        return f"{now:%H:%M}"
    is_text = target.kind in TAKES_WORDS and put.by is Filling.NOW
    return f"{now:%Y-%m-%d %H:%M}" if is_text else f"{now:%Y-%m-%d}"


def read_as(field: Field, text: str, by: Actor) -> Any:
    """A text as the value of a field, through the gate everything goes. Raises Unlike."""
    alone = FormDefinition((field,))
    sent: Any = text.split("、") if field.kind is Kind.CHOICES else text
    posted = as_post(alone, {field.key: sent})
    cleaned = filling.clean(alone, {field.key: Access.OPTIONAL}, _plain(posted), None, actor=by)
    if cleaned.errors:
        said = next(iter(cleaned.errors.values()))
        raise Unlike(_("“{field}”填不进“{text}”：{why}").format(
            field=field.label, text=text[:50], why=said))  # fmt: skip
    return cleaned.values.get(field.key)


def _plain(posted: Mapping[str, Any]) -> Any:
    found = QueryDict(mutable=True)
    for name, texts in posted.items():
        found.setlist(name, texts)
    return found


def _person(target: Field, member: Member | None) -> Any:
    if member is None:
        return None
    if target.kind in TAKES_WORDS:
        return member.name
    if target.kind is not Kind.PERSON:
        raise Unlike(_("“{field}”不是人员字段，填不进办理人。").format(field=target.label))
    return {"id": member.pk, "code": member.code, "name": member.name}


def _field(definition: FormDefinition, key: str) -> Field:
    field = definition.field(key)
    if field is None:
        raise Unlike(_("表单里没有字段“{key}”，请在流程里改选。").format(key=key))
    return field
