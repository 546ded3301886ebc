"""Small pictures of files: of a picture, of a PDF's first page, of a document once it is a PDF.
Drawn by a job, kept beside the other renditions."""

from contextlib import closing
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from andu.files import renditions
from andu.files.models import File
from andu.files.previewing import IMAGES, OFFICE, OLD_OFFICE

THUMB, FAILED = "thumb", "thumb.failed"
WIDE = 240  # pixels: sharp on a dense screen at the size of a card


def may_have(kind: str, extension: str) -> bool:
    """Whether a file of this kind can have one: a picture, a PDF, what becomes a PDF."""
    return kind in IMAGES | OFFICE | {"pdf"} or (kind == "ole" and extension in OLD_OFFICE)


def thumb_of(file: File) -> Any:
    """The small picture, open for reading; None when there is none (yet)."""
    name = renditions.name_of(file, THUMB)
    return default_storage.open(name, "rb") if default_storage.exists(name) else None


def is_due(file: File) -> bool:
    """Whether one could be drawn now and has not been."""
    if not may_have(file.kind, file.extension):
        return False
    if any(default_storage.exists(renditions.name_of(file, what)) for what in (THUMB, FAILED)):
        return False
    return _is_drawable(file) or renditions.stands(file) == "ready"


def draw(file: File) -> None:
    """Draw it, or remember that it can't be done; nothing when it is not due."""
    if not is_due(file):
        return
    content = file.open() if _is_drawable(file) else renditions.paper_of(file)
    try:
        with closing(content):
            made, what = renditions.redrawn(content, WIDE, flat=True), THUMB
    except renditions.Unshowable:
        made, what = b"-", FAILED
    renditions.keep(renditions.name_of(file, what), ContentFile(made))


def _is_drawable(file: File) -> bool:
    return file.kind in IMAGES or file.kind == "pdf"
