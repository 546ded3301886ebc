"""Which of a request's files stand on the page: narrowed by words and place, fifty at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from andu.approvals.attachments import Paper
from andu.kit import plain

PAGE, FEW = 50, 8  # files on a page; with fewer than so many nobody needs to look for one


@dataclass(frozen=True)
class Wanted:
    """Which files somebody wants to see: with all these words in name, place, person or step, and
    of one place; `number` is the page."""

    words: str = ""
    place: str = ""
    number: int = 1

    @classmethod
    def read(cls, asked: Any) -> Self:
        """From an address."""
        words, place = (plain.line(asked.get(name, "")) for name in ("q", "place"))
        return cls(words[:80], place[:200], max(1, plain.number(asked.get("page", ""))))

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words or self.place)

    def among(self, papers: Sequence[Paper]) -> list[Paper]:
        """Those of the papers that are wanted, on whatever page."""
        words = self.words.casefold().split()
        return [
            paper for paper in papers
            if (not self.place or paper.place == self.place)
            and all(word in _said(paper) for word in words)
        ]  # fmt: skip

    def address(self, number: int) -> str:
        """The query of another page."""
        asked = {"q": self.words, "place": self.place, "page": str(number)}
        return urlencode({name: text for name, text in asked.items() if text})


@dataclass(frozen=True)
class Shelf:
    """One page of files: all there are, those wanted, and those on this page."""

    papers: Sequence[Paper]
    wanted: Wanted

    @property
    def found(self) -> list[Paper]:
        """Those wanted."""
        return self.wanted.among(self.papers)

    @property
    def places(self) -> list[str]:
        """Where files stand, in their order."""
        return list(dict.fromkeys(paper.place for paper in self.papers))

    @property
    def context(self) -> dict[str, Any]:
        """For the page."""
        found = self.found
        pages = max(1, -(-len(found) // PAGE))
        at = min(self.wanted.number, pages)
        return {
            "found": found, "shown": found[(at - 1) * PAGE : at * PAGE], "places": self.places,
            "wanted": self.wanted, "at": at, "pages": pages,
            "has_filter": len(self.papers) > FEW or self.wanted.is_narrow,
            "previous": self.wanted.address(at - 1) if at > 1 else "",
            "next": self.wanted.address(at + 1) if at < pages else "",
        }  # fmt: skip


def _said(paper: Paper) -> str:
    return f"{paper.file.name} {paper.place} {paper.who} {paper.step}".casefold()
