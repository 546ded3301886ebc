"""The name people see: as they wrote it, without what could deceive or escape."""

import re
import unicodedata

from django.utils.translation import gettext as _

LONGEST = 200
RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\.|$)", re.IGNORECASE)
# Joiners stay: emoji and some scripts need them. Direction marks turn "gpj.exe" round.
JOINERS = {"\u200c", "\u200d"}
LONGEST_EXTENSION = 12


def clean(given: str) -> str:
    """The last part of the name, without control and direction characters, at most 200 long."""
    last = re.split(r"[/\\]", given)[-1]
    shown = "".join(char for char in last if _is_shown(char)).strip().rstrip(". ")
    if not shown.strip("."):
        return _("未命名")
    if RESERVED.match(shown):
        shown = f"_{shown}"
    return _shortened(shown)


def extension(name: str) -> str:
    """The ending in small letters without the dot; empty when there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def _is_shown(char: str) -> bool:
    return char in JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    ending = name.rpartition(".")[2]
    if "." not in name or len(ending) > LONGEST_EXTENSION:
        return name[:LONGEST]
    return f"{name[: LONGEST - len(ending) - 1]}.{ending}"
