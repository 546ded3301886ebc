"""Reads for the rooms that hold files."""

from collections.abc import Iterable

from andu.files.models import File, FileQuery, FileText
from andu.kit.actor import Actor


def staged(actor: Actor) -> FileQuery:
    """What the actor has uploaded and not yet used."""
    return File.objects.staged_by(actor)


def versions_of(file: File) -> FileQuery:
    """Every version of an attachment, newest first; who may see them is the room's rule."""
    return File.objects.filter(chain_id=file.chain_id).order_by("-version")


def texts_of(ids: Iterable[int]) -> dict[int, str]:
    """File id → the words read from it, for the search; a file not yet read is left out."""
    contents = dict(File.objects.filter(pk__in=list(ids)).values_list("pk", "sm3"))
    rows = FileText.objects.filter(sm3__in=set(contents.values())).values_list("sm3", "text")
    texts = dict(rows)
    return {pk: texts[sm3] for pk, sm3 in contents.items() if sm3 in texts}
