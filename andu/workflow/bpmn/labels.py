"""Breaking Chinese text into lines that fit; widths in pixels."""

import unicodedata
from collections.abc import Iterator

SMALL = 13.0
USUAL = 15.0
CLOSING = frozenset("，。、；：？！）》”’")  # noqa: chinese
LABEL = 104.0
"""How wide the words at an arrow may be."""


def width(text: str, size: float = USUAL) -> float:
    """About how wide a line is: full-width characters are square, others half."""
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)
    return wide * size


def wrap(text: str, most: float, size: float = USUAL, lines: int = 2) -> list[str]:
    """The text in at most so many lines; what doesn't fit ends with an ellipsis."""
    found = list(_lines(" ".join(text.split()), most, size))
    if len(found) <= lines:
        return found
    kept, last = found[: lines - 1], found[lines - 1]
    while last and width(last + "…", size) > most:
        last = last[:-1]
    return [*kept, last + "…"]


def _lines(text: str, most: float, size: float) -> Iterator[str]:
    line = ""
    for word in _words(text):
        if line and width((line + word).rstrip(), size) > most:
            yield line.strip()
            line = ""
        for piece in [word] if width(word, size) <= most else word:
            if line and width(line + piece, size) > most:
                yield line.strip()
                line = ""
            line += piece
    if line.strip():
        yield line.strip()


def _words(text: str) -> Iterator[str]:
    """Pieces that should not be broken: latin words and numbers; a Chinese character each, with
    the marks that may not begin a line."""
    piece = ""
    for each in _signs(text):
        if piece and each not in CLOSING:
            yield piece
            piece = ""
        piece += each
    if piece:
        yield piece


def _signs(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character.isascii() and not character.isspace():
            word += character
            continue
        if word:
            yield word
        word = ""
        yield character
    if word:
        yield word


def label_width(text: str) -> float:
    """How much room the words of an arrow need between two layers."""
    return max((width(line, SMALL) for line in wrap(text, LABEL, SMALL)), default=0.0)
