"""What changed between two saves of a record, field by field, for one who may see it (WF-02).

Fields hidden from the person are left out, masked ones stay masked; nothing here asks the database
but `changes_between`, with one statement for any number of saves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.access import AccessMap, is_visible
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.listing import words_of
from andu.forms.masking import shown
from andu.forms.models import Record, RecordVersion
from andu.kit.chain import canonical

LONGEST = 300  # characters of a value in a trace


@dataclass(frozen=True)
class Change:
    """One field (or cell, or row of a detail table): its label, what stood there, what stands now.

    Both are words as people read them; "" is blank.
    """

    label: str
    before: str
    after: str


def changes(
    before: RecordVersion | None, after: RecordVersion | None, access: AccessMap
) -> list[Change]:
    """What the save `after` changed on `before` (None: nothing was filled in), in the order of the
    form. No statements when both have their record and form version at hand."""
    known = after or before
    if known is None:
        return []
    old, new = (before.values if before else {}), (after.values if after else {})
    return changed_values(known.record.definition, old, new, access)


def changes_between(
    record: Record, pairs: Iterable[tuple[str, str]], access: AccessMap
) -> dict[tuple[str, str], list[Change]]:
    """(hash before, hash after) → changes, for the saves a trace names by hash; one statement.

    `record` comes with its form version (`select_related("form_version")`). A pair without
    changes, or with an unknown hash, is left out; "" before means the record's first save, which
    is no change either.
    """
    wanted = {(old, new) for old, new in pairs if old and new and old != new}
    if not wanted:
        return {}
    hashes = {each for pair in wanted for each in pair}
    saves = {save.hash: save.values for save in record.versions.filter(hash__in=hashes)}
    made = {
        (old, new): changed_values(record.definition, saves[old], saves[new], access)
        for old, new in wanted if old in saves and new in saves
    }  # fmt: skip
    return {pair: found for pair, found in made.items() if found}


def changed_values(
    definition: FormDefinition, old: Mapping[str, Any], new: Mapping[str, Any], access: AccessMap
) -> list[Change]:
    """The same for plain values."""
    return [
        change
        for field in definition
        if is_visible(field, access) and old.get(field.key) != new.get(field.key)
        for change in _changed(
            field, *(shown(field, values.get(field.key), access) for values in (old, new))
        )
    ]


def _changed(field: Field, old: Any, new: Any) -> Iterator[Change]:
    if field.kind is Kind.DETAIL:
        yield from _rows(field, old or [], new or [])
    elif _is_blank(old) and _is_blank(new):
        return
    else:
        yield Change(field.label, _words(field, old), _words(field, new))


def _rows(table: Field, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Change]:
    """Rows that came, went, or have other cells; unchanged ones are matched first."""
    prints = [[canonical(row) for row in rows] for rows in (old, new)]
    matcher = SequenceMatcher(None, prints[0], prints[1], autojunk=False)
    for _tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if _tag == "equal":
            continue
        both = min(to_old - from_old, to_new - from_new)
        for at in range(both):
            yield from _cells(table, from_new + at, old[from_old + at], new[from_new + at])
        for at in range(from_old + both, to_old):
            label = _("{table}：删除第 {n} 行").format(table=table.label, n=at + 1)
            yield Change(label, _whole(table, old[at]), "")
        for at in range(from_new + both, to_new):
            label = _("{table}：增加第 {n} 行").format(table=table.label, n=at + 1)
            yield Change(label, "", _whole(table, new[at]))


def _cells(
    table: Field, at: int, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    for column in table.columns:
        before, after = old.get(column.key), new.get(column.key)
        if before != after and not (_is_blank(before) and _is_blank(after)):
            label = _("{table}第 {n} 行 · {column}").format(
                table=table.label, n=at + 1, column=column.label
            )
            yield Change(label, _words(column, before), _words(column, after))


def _whole(table: Field, row: Mapping[str, Any]) -> str:
    said = (_words(column, row.get(column.key)) for column in table.columns)
    return _shortened("，".join(words for words in said if words))


def _words(field: Field, value: Any) -> str:
    if field.kind is Kind.ATTACHMENT:
        return _shortened("、".join(str(file["name"]) for file in value or []))
    return _shortened(words_of(field, value))


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _is_blank(value: Any) -> bool:
    return value in (None, "", [])
