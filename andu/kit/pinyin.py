"""How Chinese names sound: for search by letters and for sorting. Unknown characters stay."""

import json
import unicodedata
from pathlib import Path

from pypinyin import Style, lazy_pinyin

# Surnames read otherwise than the word they spell: 单 shan, 仇 qiu, 尉迟 yuchi …
_SURNAMES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("surnames.json").read_text(encoding="utf-8")
)


def full(text: str, *, name: bool = False) -> str:
    """All syllables run together, lower case: 重庆 → chongqing; `name` reads surnames rightly."""
    return "".join(sound for sound, _ in _parts(text, name))


def initials(text: str, *, name: bool = False) -> str:
    """The first letter of each syllable: 重庆 → cq; what has no sound stays whole."""
    parts = _parts(text, name)
    return "".join(sound[:1] if heard else sound for sound, heard in parts)


def sort_key(text: str, *, name: bool = False) -> str:
    """A key that sorts by sound, then by the characters themselves; no two texts share one."""
    return f"{' '.join(sound for sound, _ in _parts(text, name))} {text}".strip()


def _parts(text: str, name: bool) -> list[tuple[str, bool]]:
    """Each sounding character as (sound, True), each run without a sound as (run, False)."""
    text = unicodedata.normalize("NFKC", text).strip()
    surname = _surname(text) if name else ""
    parts = [(sound, True) for sound in _SURNAMES.get(surname, [])]
    rest = text[len(surname) :]
    for sound in lazy_pinyin(rest, style=Style.NORMAL):
        heard = not rest.startswith(sound)
        parts += [(sound, True)] if heard else [(run, False) for run in sound.lower().split()]
        rest = rest[1 if heard else len(sound) :]
    return parts


def _surname(text: str) -> str:
    return next((text[:size] for size in (2, 1) if text[:size] in _SURNAMES), "")
