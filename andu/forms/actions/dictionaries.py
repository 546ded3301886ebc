"""Keeping dictionaries. Entries are renamed and disabled, never removed."""

from collections.abc import Sequence

from django.db import transaction

from andu.audit.recording import record
from andu.forms import rules
from andu.forms.events import DictionaryCreated, DictionaryRevised, EntriesSaved
from andu.forms.keeping import Line, New, code_for, differing
from andu.forms.models import Dictionary, DictionaryEntry
from andu.kit import pinyin
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Unit


@transaction.atomic
def create_dictionary(unit: Unit, code: str, name: str, *, by: Actor) -> Dictionary:
    """A new list of values, kept by `unit`; fields name it by its code (WF-32)."""
    require(rules.may_keep_dictionaries(by, unit))
    require(rules.may_be_dictionary(unit.organisation_id, code, name))
    made = Dictionary.objects.create(
        organisation=unit.organisation, unit=unit, code=code, name=name.strip()
    )
    record(DictionaryCreated(dictionary_code=code), by=by, on=made)
    return made


@transaction.atomic
def revise_dictionary(dictionary: Dictionary, unit: Unit, name: str, *, by: Actor) -> Dictionary:
    """Another name, or another department that keeps it."""
    dictionary = lock(dictionary)
    require(rules.may_keep_dictionaries(by, dictionary.unit))
    require(rules.may_keep_dictionaries(by, unit))
    require(rules.may_be_dictionary(unit.organisation_id, dictionary.code, name, dictionary.pk))
    dictionary.unit, dictionary.name = unit, name.strip()
    dictionary.save(update_fields=["unit", "name"])
    record(DictionaryRevised(), by=by, on=dictionary)
    return dictionary


@transaction.atomic
def save_entries(
    dictionary: Dictionary, lines: Sequence[Line], added: Sequence[New] = (), *, by: Actor
) -> Dictionary:
    """Change the entries of these lines and add new ones at the end; records keep the words they
    were saved with."""
    dictionary = lock(dictionary)
    require(rules.may_keep_dictionaries(by, dictionary.unit))
    require(rules.may_save_entries(dictionary, lines, added))
    kept = {entry.pk: entry for entry in dictionary.entries.all()}
    changed = [kept[line.id] for line in lines if differing(line, kept[line.id])]
    for line in lines:
        entry = kept[line.id]
        entry.name, entry.order, entry.disabled = line.name, line.order, line.disabled
        entry.valid_from, entry.valid_until = line.valid_from, line.valid_until
        _sound(entry)
    DictionaryEntry.objects.bulk_update(
        changed, ["name", "order", "disabled", "valid_from", "valid_until", "pinyin", "initials"]
    )
    _add(dictionary, list(kept.values()), added)
    if changed or added:
        names = tuple(entry.name for entry in changed) + tuple(new.name for new in added)
        record(EntriesSaved(names="、".join(names)[:300]), by=by, on=dictionary)  # noqa: chinese
    return dictionary


def _add(dictionary: Dictionary, kept: Sequence[DictionaryEntry], added: Sequence[New]) -> None:
    """Headings first, then what stands under them: two statements for any number."""
    used = {entry.code for entry in kept}
    last = max((entry.order for entry in kept), default=0)
    headings = {entry.name: entry for entry in kept if entry.parent_id is None}
    for depth in (0, 1):
        rows = []
        for at, new in enumerate(added, start=last + 1):
            if bool(new.under) == bool(depth):
                code = new.code or code_for(new.name, used)
                used.add(code)
                rows.append(DictionaryEntry(
                    dictionary=dictionary, code=code, name=new.name, order=at,
                    parent=headings[new.under] if depth else None,
                ))  # fmt: skip
                _sound(rows[-1])
        made = DictionaryEntry.objects.bulk_create(rows)
        headings |= {entry.name: entry for entry in made if not depth}


def _sound(entry: DictionaryEntry) -> None:
    entry.pinyin = pinyin.full(entry.name)[:300]
    entry.initials = pinyin.initials(entry.name)[:100]
