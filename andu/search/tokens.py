"""From text to tokens: one character, one token; the same for what is kept and what is asked."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Stands between title, number, people and text, so that no phrase reaches across; no query has it.
BETWEEN = "\x1f"
PIECE = 500
LONGEST_PHRASE = 64
SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)


@lru_cache(maxsize=65_536)
def folded(char: str) -> str:
    """One character as it is compared: half width, small, nothing for blanks and invisibles."""
    return "".join(
        part for part in unicodedata.normalize("NFKC", char).casefold()
        if unicodedata.category(part) not in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
        and not any(ord(part) in selectors for selectors in SELECTORS)
    )  # fmt: skip


def cjk_tokens(text: str) -> list[str]:
    """The characters that count, in order. Works for every script and beyond the BMP."""
    return [part for char in text for part in folded(char)]


def normal(text: str) -> str:
    """The text as it is compared."""
    return "".join(cjk_tokens(text))


def words_of(query: str, most: int = 8) -> list[str]:
    """The words of a query, as compared; all of them must be found."""
    words = (normal(word) for word in query[:400].split())
    return list(dict.fromkeys(word for word in words if word))[:most]


def phrases_of(word: str) -> Iterator[str]:
    """A word in parts short enough to lie within one piece of the index."""
    for start in range(0, len(word), LONGEST_PHRASE):
        yield word[start : start + LONGEST_PHRASE]


def pieces_of(fields: list[str]) -> Iterator[list[str]]:
    """The tokens of a thing's fields in pieces that overlap by a phrase.

    PostgreSQL keeps only 256 places of a token in one row; short pieces never lose one.
    """
    tokens: list[str] = []
    for field in fields:
        tokens += [*cjk_tokens(field), BETWEEN]
    step = PIECE - LONGEST_PHRASE + 1
    for start in range(0, max(1, len(tokens) - LONGEST_PHRASE + 1), step):
        yield tokens[start : start + PIECE]
