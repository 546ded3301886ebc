"""The matrix: what each step may do with each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from andu.approvals import access
from andu.approvals.editor.reading import Sheet
from andu.forms.access import ACCESS_LABELS, Access
from andu.forms.definition import Field

SHOWN = (Access.MASKED, Access.READ, Access.WRITE, Access.REQUIRED, Access.HIDDEN)


@dataclass(frozen=True)
class Cell:
    """One meeting of a step and a field: its box, the word in it, whether it is the usual one."""

    name: str
    word: str
    label: str
    is_usual: bool
    words: list[tuple[str, str]]


def columns_of(sheet: Sheet) -> list[tuple[str, str]]:
    """The initiator's step and all others that people handle: key and name. The machine writes what
    it was told to."""
    drafting = sheet.definition.drafting
    own = (drafting.key, drafting.name or _("发起人填写"))
    steps = (line for line in sheet.lines if not line.is_machine)
    return [own, *((line.key, line.name or _("未命名")) for line in steps)]


def matrix_of(sheet: Sheet) -> list[tuple[Field, list[Cell]]]:
    """A row for each field, a cell for each step."""
    columns, said = columns_of(sheet), sheet.opened.document["access"]
    return [
        (field, [_cell(sheet, step, name, field, said) for step, name in columns])
        for field in sheet.edited.tentative
    ]


def posted_access(posted: Mapping[str, Any], sheet: Sheet) -> dict[str, dict[str, str]]:
    """What a post of the matrix says, for steps and fields there are; the usual is left out."""
    found: dict[str, dict[str, str]] = {}
    for step, _name in columns_of(sheet):
        for field in sheet.edited.tentative:
            word = str(posted.get(_box(step, field.key), ""))
            if word in set(Access) and word != usual(sheet, step, field):
                found.setdefault(step, {})[field.key] = word
    return found


def access_of(sheet: Sheet) -> dict[str, dict[str, str]]:
    """What a version keeps: nothing about steps and fields that are gone."""
    steps = {step for step, _name in columns_of(sheet)}
    keys = set(sheet.edited.tentative.keys)
    said = sheet.opened.document["access"]
    return {
        step: {key: word for key, word in words.items() if key in keys}
        for step, words in said.items() if step in steps
    }  # fmt: skip


def usual(sheet: Sheet, step: str, field: Field) -> str:
    """Drafting writes everything, every other step reads, numbers of cards masked."""
    return access.usual(field, step == sheet.definition.drafting.key).value


def words(field: Field) -> list[tuple[str, str]]:
    """What may be chosen for a field; a masked look only where there is something to mask."""
    found = {word: str(ACCESS_LABELS[word]) for word in SHOWN}
    if field.is_sensitive:
        found[Access.READ] = _("只读（完整）")
    else:
        del found[Access.MASKED]
    return [(word.value, label) for word, label in found.items()]


def _cell(
    sheet: Sheet, step: str, name: str, field: Field, said: Mapping[str, Mapping[str, str]]
) -> Cell:
    word = said.get(step, {}).get(field.key, usual(sheet, step, field))
    label = _("{step}：{field}").format(step=name, field=field.label)
    return Cell(_box(step, field.key), word, label, word == usual(sheet, step, field), words(field))


def _box(step: str, field: str) -> str:
    return f"a|{step}|{field}"
