"""Showing where the words were found, as plain parts: the template marks them, nothing is HTML."""

from dataclasses import dataclass

from andu.search.tokens import folded

AROUND = 40
LONGEST = 120


@dataclass(frozen=True)
class Part:
    """A stretch of text, and whether it was asked for."""

    text: str
    hit: bool


def marked(text: str, words: list[str]) -> list[Part]:
    """The whole text in parts, hits apart."""
    return _parts(text, _hits(text, words), 0, len(text))


def excerpt(text: str, words: list[str]) -> list[Part]:
    """A stretch of a long text around the first hit; empty when there is none."""
    hits = _hits(text, words)
    if not hits:
        return []
    start = max(0, hits[0][0] - AROUND)
    end = min(len(text), start + LONGEST)
    parts = _parts(text, hits, start, end)
    before = [Part("…", False)] if start else []
    return before + parts + ([Part("…", False)] if end < len(text) else [])


def _hits(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Places of the words in the original text, joined where they touch."""
    compared, places = _mapped(text)
    spans = []
    for word in words:
        at = compared.find(word)
        while at >= 0:
            spans.append((places[at], places[at + len(word) - 1] + 1))
            at = compared.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _mapped(text: str) -> tuple[str, list[int]]:
    """The text as compared, and for each of its characters the place in the original."""
    compared, places = [], []
    for place, char in enumerate(text):
        for part in folded(char):
            compared.append(part)
            places.append(place)
    return "".join(compared), places


def _parts(text: str, hits: list[tuple[int, int]], start: int, end: int) -> list[Part]:
    parts, at = [], start
    for first, last in hits:
        left, right = max(first, at), min(last, end)
        if left < right:
            parts += [Part(text[at:left], False), Part(text[left:right], True)]
            at = right
    return [part for part in [*parts, Part(text[at:end], False)] if part.text]
