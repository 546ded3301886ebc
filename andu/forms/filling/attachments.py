"""Attachments of a post: ids of files already in the record, or staged by this very person.

Any other id, of whatever file, is as if it had not been sent: a post can't pull a foreign file in.
"""

from collections.abc import Iterable
from typing import Any

from andu.files.models import File
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling.posting import Raw, name_of

Known = dict[int, dict[str, Any]]


def ids_in(fields: Iterable[Field], raw: Raw) -> set[int]:
    """Every file id posted under these fields."""
    return {
        int(text)
        for field in fields
        if field.kind is Kind.ATTACHMENT
        for text in raw.get(name_of(field.key), [])
        if _is_id(text)
    }


def read_files(field: Field, raw: Raw, before: list[dict[str, Any]], staged: Known) -> list[Any]:
    """The files of one field in the order posted: those it had, and those staged, each once."""
    known = {file["id"]: file for file in before} | staged
    dropped = set(raw.get(f"{name_of(field.key)}-drop", []))
    wanted = [text for text in raw.get(name_of(field.key), []) if text not in dropped]
    ids = dict.fromkeys(int(text) for text in wanted if _is_id(text))
    return [known[number] for number in ids if number in known]


def has_attachments(definition: FormDefinition) -> bool:
    """Whether the form asks for files at all."""
    return any(field.kind is Kind.ATTACHMENT for field in definition)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def file_value(file: File) -> dict[str, Any]:
    """How a file stands in a record: enough to show it, and its digest so that the record's hash
    covers the content."""
    return {
        "id": file.pk, "name": file.name, "size": file.size, "kind": file.kind, "sm3": file.sm3,
    }  # fmt: skip
