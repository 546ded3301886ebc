"""Reads for the rooms that hold records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from andu.files.models import File
from andu.forms.access import AccessMap, is_visible
from andu.forms.definition import FormDefinition
from andu.forms.filling.attachments import Known, file_value, ids_in
from andu.forms.filling.computing import Values
from andu.forms.filling.posting import raw_of
from andu.forms.models import Record, RecordFile, RecordVersion, Value
from andu.kit.actor import Actor

BASE = "record-version"  # what `forms/_form.html` sends back when it is given `base`


def newest_of(record_id: int) -> RecordVersion:
    """The last save of a record, with the record and its form; one statement."""
    rows = RecordVersion.objects.select_related("record__form_version")
    return rows.get(record_id=record_id, number=F("record__newest"))


def files_of(version: RecordVersion, access: AccessMap) -> QuerySet[RecordFile]:
    """The files of a save this person may see, in order: those in fields not hidden from them."""
    seen = [field.key for field in version.record.definition if is_visible(field, access)]
    return version.files.filter(key__in=seen).select_related("file")


def file_in(version: RecordVersion, access: AccessMap, file_id: int) -> File | None:
    """One file of a save, for its download; None when it isn't there or hidden from this person.

    The room that holds the record has asked who may see the record itself.
    """
    row = files_of(version, access).filter(file_id=file_id).first()
    return row.file if row else None


def staged_files(definition: FormDefinition, posted: Mapping[str, Any], actor: Actor) -> Known:
    """Of the files a post names, those this person has uploaded and not yet attached."""
    wanted = ids_in(definition.fields, raw_of(posted))
    if not wanted:
        return {}
    found = File.objects.staged_by(actor).filter(pk__in=wanted)
    return {file.pk: file_value(file) for file in found}


def values_before(record: Record, posted: Mapping[str, Any]) -> Values:
    """The values a page was opened upon, by the number it sends back (BASE); else the latest.

    Given to `filling.clean` as `previous`, they make a change somebody else saved meanwhile show
    up as a conflict instead of being undone by a page that was opened earlier.
    """
    number = str(posted.get(BASE, ""))
    if number.isascii() and number.isdigit() and len(number) < 9:
        version = record.versions.filter(number=int(number)).first()
        if version:
            return version.values
    return record.current.values


def listed_words(records: Iterable[int]) -> dict[int, dict[str, str]]:
    """Record id → key → words of its listed fields, for a page of a list, in one statement."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Value.objects.filter(record_id__in=list(records))
    for record_id, key, text in rows.values_list("record_id", "key", "text"):
        found[record_id][key] = text
    return found
