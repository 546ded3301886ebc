"""Attachments as cards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from andu.files.thumbs import may_have

# The address of a file, given its value and what of it: "view", "thumb"; "" for none.
Link = Callable[[dict[str, Any], str], str]

_ICONS = {
    "pdf": "pdf", "doc": "doc", "docx": "doc", "wps": "doc", "odt": "doc", "xls": "xls",
    "xlsx": "xls", "et": "xls", "csv": "xls", "ods": "xls", "ppt": "ppt", "pptx": "ppt",
    "dps": "ppt", "zip": "zip", "rar": "zip", "7z": "zip", "txt": "txt", "jpg": "image",
    "jpeg": "image", "png": "image", "gif": "image", "webp": "image", "bmp": "image",
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One file: what people see of it, where it and its small picture are, its id for the form."""

    id: int
    name: str
    size: int
    icon: str
    href: str
    thumb: str = ""


def cards(files: Iterable[dict[str, Any]], link: Link) -> list[Card]:
    """The cards of the files of one field."""
    return [_card(file, link) for file in files]


def no_link(_file: dict[str, Any], _part: str) -> str:
    """For pages from which nothing is opened: print."""
    return ""


def _card(file: dict[str, Any], link: Link) -> Card:
    extension = file["name"].rpartition(".")[2].lower()
    thumb = link(file, "thumb") if may_have(file.get("kind", ""), extension) else ""
    icon = _ICONS.get(extension, "")
    return Card(file["id"], file["name"], file["size"], icon, link(file, "view"), thumb)
