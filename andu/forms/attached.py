"""The attachments of a record with all their versions, as far as a person may read the fields."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from andu.files.models import File
from andu.forms.access import AccessMap, is_visible
from andu.forms.models import RecordFile, RecordVersion


@dataclass(frozen=True)
class Attached:
    """One attachment: its field (`key`, `label`), the file as of the save, the older versions
    (newest first), and the save that brought it in."""

    key: str
    label: str
    file: File
    older: list[File]
    save: RecordVersion


def attached(version: RecordVersion, access: AccessMap) -> list[Attached]:
    """The attachments of a save in the order of the form, in four statements at most."""
    fields = {field.key: field for field in version.record.definition if is_visible(field, access)}
    rows = RecordFile.objects.filter(version__record=version.record_id, key__in=fields)
    rows = rows.filter(version__number__lte=version.number).select_related("version", "file")
    by_chain: dict[tuple[str, int], list[RecordFile]] = defaultdict(list)
    first: dict[tuple[str, int], RecordVersion] = {}
    for row in rows.order_by("version__number", "order", "id"):
        by_chain[row.key, row.file.chain_id].append(row)
        first.setdefault((row.key, row.file_id), row.version)
    now = [row for rows in by_chain.values() for row in rows if row.version_id == version.pk]
    order = {key: number for number, key in enumerate(fields)}
    return [
        Attached(
            row.key, fields[row.key].label, row.file,
            _older(row, by_chain[row.key, row.file.chain_id]), first[row.key, row.file_id],
        )
        for row in sorted(now, key=lambda row: (order[row.key], row.order))
    ]  # fmt: skip


def file_among(found: list[Attached], number: int) -> tuple[Attached, File] | None:
    """The attachment that has a file, now or as an older version, and that file."""
    for one in found:
        for file in (one.file, *one.older):
            if file.pk == number:
                return one, file
    return None


def replaced(values: dict[str, Any], key: str, old: int, new: dict[str, Any]) -> list[Any]:
    """The files of a field with one of them replaced by its newer version."""
    return [new if file["id"] == old else file for file in values.get(key) or []]


def _older(row: RecordFile, rows: list[RecordFile]) -> list[File]:
    files = {one.file_id: one.file for one in rows if one.file_id != row.file_id}
    return sorted(files.values(), key=lambda file: -file.version)
