"""Attachments as cards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Link = Callable[[dict[str, Any]], str]  # the address of a file, given its value; "" for none

_ICONS = {
    "pdf": "pdf", "doc": "doc", "docx": "doc", "wps": "doc", "odt": "doc", "xls": "xls",
    "xlsx": "xls", "et": "xls", "csv": "xls", "ods": "xls", "ppt": "ppt", "pptx": "ppt",
    "dps": "ppt", "zip": "zip", "rar": "zip", "7z": "zip", "txt": "txt", "jpg": "image",
    "jpeg": "image", "png": "image", "gif": "image", "webp": "image", "bmp": "image",
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One file: what people see of it, where it is, and its id for the form."""

    id: int
    name: str
    size: int
    icon: str
    href: str


def cards(files: Iterable[dict[str, Any]], link: Link) -> list[Card]:
    """The cards of the files of one field."""
    return [
        Card(file["id"], file["name"], file["size"], _icon(file["name"]), link(file))
        for file in files
    ]


def no_link(_file: dict[str, Any]) -> str:
    """For pages from which nothing is opened: print."""
    return ""


def _icon(name: str) -> str:
    return _ICONS.get(name.rpartition(".")[2].lower(), "")
