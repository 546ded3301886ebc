"""Saving what somebody filled in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from andu.audit import recording
from andu.files import storing
from andu.forms import rules
from andu.forms.actions.claiming import _claim, _number
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.events import Saved
from andu.forms.filling import Cleaned, computed, overlay
from andu.forms.listing import columns_of
from andu.forms.models import FormVersion, Record, RecordFile, RecordVersion, Value
from andu.forms.models.record import seal
from andu.kit.actor import Actor
from andu.kit.chain import canonical
from andu.kit.locks import lock
from andu.kit.together import insert, insert_many
from andu.kit.transactions import joined
from andu.kit.verdict import require


@joined
def create_record(version: FormVersion, cleaned: Cleaned, *, by: Actor) -> Record:
    """A new record with its first version."""
    require(rules.may_fill(by, version, cleaned))
    version.form = form = rules.form_of(version)
    record = insert(
        Record(
            organisation_id=form.organisation_id, form_version=version, newest=1,
            created_at=timezone.now(),
        )
    )  # fmt: skip
    saved = _written(record, _number(version, cleaned.values), None, by)
    _tell(record, saved, tuple(version.definition.keys), by)
    record.last = saved
    return record


@transaction.atomic
def save_record(record: Record, cleaned: Cleaned, *, by: Actor) -> RecordVersion:
    """A new version with this person's changes laid over the latest (C16).

    What others changed in other fields meanwhile stays; the same field is refused. Without a
    change the latest version is returned.
    """
    record = lock(record)
    require(rules.may_save(by, record, cleaned))
    current = record.current
    latest = current.values
    require(rules.may_overwrite(record, latest, cleaned))
    values = computed(record.definition, overlay(latest, cleaned.changes))
    values = _number(record.form_version, values)
    if values == latest:
        return current

    record.newest += 1
    record.save(update_fields=["newest"])
    saved = _written(record, values, current, by)
    _tell(record, saved, tuple(cleaned.changes), by)
    return saved


def _written(
    record: Record, values: Mapping[str, Any], before: RecordVersion | None, by: Actor
) -> RecordVersion:
    text = canonical(values).decode("ascii")
    saved = insert(
        RecordVersion(
            record=record, number=record.newest, text=text,
            hash=seal(text, before.hash if before else ""),
            saved_at=timezone.now(), saved_by_id=by.member_id, saver=by.name,
        )
    )  # fmt: skip
    _attach(saved, values, before, by)
    _list(record, record.definition, values, is_new=before is None)
    _claim(record, values, by)
    return saved


def _attach(
    saved: RecordVersion, values: Mapping[str, Any], before: RecordVersion | None, by: Actor
) -> None:
    """Rows for the files of this save; those that are new are kept from now on."""
    rows = [
        RecordFile(version=saved, key=field.key, file_id=file["id"], order=order)
        for field in saved.record.definition
        if field.kind is Kind.ATTACHMENT
        for order, file in enumerate(values.get(field.key) or [])
    ]
    if rows:
        old = set(before.files.values_list("file_id", flat=True)) if before else set()
        storing.keep([row.file_id for row in rows if row.file_id not in old], by=by)
        RecordFile.objects.bulk_create(rows)


def _list(
    record: Record, definition: FormDefinition, values: Mapping[str, Any], *, is_new: bool
) -> None:
    """The typed values of listed fields follow the record."""
    rows = [_row(record, field, values.get(field.key)) for field in definition if field.listed]
    filled = [row for row in rows if row is not None]
    if is_new:
        insert_many(filled)
        return
    record.values.exclude(key__in=[row.key for row in filled]).delete()
    Value.objects.bulk_create(
        filled, update_conflicts=True, unique_fields=["record", "key"],
        update_fields=["text", "number", "money", "date", "member", "unit"],
    )  # fmt: skip


def _row(record: Record, field: Field, value: Any) -> Value | None:
    if value in (None, "", []):
        return None
    return Value(record=record, key=field.key, **columns_of(field, value))


def _tell(record: Record, saved: RecordVersion, changed: tuple[str, ...], by: Actor) -> None:
    event = Saved(number=saved.number, hash=saved.hash, changed=changed)
    recording.record(event, by=by, on=record, is_first=saved.number == 1)
