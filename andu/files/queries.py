"""Reads for the rooms that hold files."""

from andu.files.models import File, FileQuery


def versions_of(file: File) -> FileQuery:
    """Every version of an attachment, newest first; who may see them is the room's rule."""
    return File.objects.filter(chain_id=file.chain_id).order_by("-version")
