"""What a browser sent: names and lists of texts, read one way only.

`f-amount` is a field, `f-items-3-price` a cell (row numbers may have gaps). A person or unit sends
the picker's choice (an id) under its name, and what was typed under `f-owner_text`; a period sends
`f-trip` and `f-trip-until`. Detail tables, attachments and multiple choices send `f-items` always,
so that "emptied" and "not sent" differ.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

Raw = dict[str, list[str]]

PREFIX, TYPED, LAST = "f-", "_text", "-until"  # -until: the end of a period
MOST_TEXTS = 1010  # values under one name: the files (files.field_most) or options of one field
LONGEST_TEXT = 60_100  # the longest a field takes, and what an editor adds
_CELL = re.compile(r"f-([a-z][a-z0-9_]*)-(\d{1,6})-[a-z]", re.ASCII)
_UNWANTED = {"Cc", "Cs"}


def name_of(key: str, row: int | str | None = None, column: str = "") -> str:
    """The name of a field's control, or of a cell's."""
    return f"{PREFIX}{key}" if row is None else f"{PREFIX}{key}-{row}-{column}"


def key_of(name: str) -> str:
    """The key of the field a control belongs to."""
    return name.removeprefix(PREFIX).split("-")[0].removesuffix(TYPED)


def raw_of(posted: Mapping[str, Any]) -> Raw:
    """A post (QueryDict, mapping of texts or of lists) as plain lists of clean text."""
    lists: Iterable[tuple[str, Any]] = (
        posted.lists() if hasattr(posted, "lists") else posted.items()
    )
    return {
        name: [_text(one) for one in (many if isinstance(many, list | tuple) else [many])]
        for name, many in lists
        if isinstance(name, str) and name.startswith(PREFIX)
    }


def one(raw: Raw, name: str) -> str:
    """The last text under a name, without outer blanks; "" when there is none."""
    texts = raw.get(name)
    return texts[-1].strip() if texts else ""


def rows_of(raw: Raw, key: str) -> list[int]:
    """The row numbers of a detail table, in order."""
    found = (_CELL.match(name) for name in raw)
    return sorted({int(cell[2]) for cell in found if cell and cell[1] == key})


def _text(value: Any) -> str:
    """Text that every database can hold: no control characters, no half surrogates."""
    text = str(value)[: LONGEST_TEXT + 1].replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(
        part for part in text if part in "\n\t" or unicodedata.category(part) not in _UNWANTED
    )
