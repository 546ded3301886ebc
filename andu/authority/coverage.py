"""Do the rows of a matrix cover every amount once? Plain values, nothing is looked up.

A row holds for a category and an attribute ("" is the rest: whatever no other row names) and for
amounts in 分 from `low` (None: from the first 分) up to, but without, `high` (None: without end).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """What one row holds for; `row` is its number."""

    row: int
    category: str = ""
    attribute: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no amount lies in it."""
        return self.high is not None and (self.low or 0) >= self.high

    def holds(self, amount: int | None) -> bool:
        """Whether an amount lies in it; without an amount, whether it asks for none."""
        if amount is None:
            return self.low is None and self.high is None
        return (self.low or 0) <= amount and (self.high is None or amount < self.high)


@dataclass(frozen=True)
class Problem:
    """Amounts from `low` up to `high` (None: without end) that no row covers ("hole") or that two
    do ("overlap"), or a row that holds for nothing ("empty"). `rows` are those around or in it."""

    code: str
    rows: tuple[int, ...]
    category: str = ""
    attribute: str = ""
    low: int = 0
    high: int | None = None


def problems(spans: Iterable[Span]) -> list[Problem]:
    """Every hole, overlap and empty row, in the order of the rows."""
    groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
    found = []
    for span in spans:
        groups[span.category, span.attribute].append(span)
        if span.is_empty:
            found.append(Problem(
                "empty", (span.row,), span.category, span.attribute, span.low or 0, span.high,
            ))  # fmt: skip
    for group in groups.values():
        found += _about([span for span in group if not span.is_empty])
    return sorted(found, key=lambda each: each.rows)


def _about(group: list[Span]) -> Iterator[Problem]:
    """Along the amounts: `reach` is how far the rows so far cover, by the row `by`."""
    reach: int | None = 0
    by: Span | None = None
    for span in sorted(group, key=lambda each: (max(each.low or 0, 0), each.row)):
        start = max(span.low or 0, 0)
        if reach is not None and start > reach:
            around = (by.row, span.row) if by else (span.row,)
            yield Problem("hole", around, span.category, span.attribute, reach, start)
        if by is not None and (reach is None or start < reach):
            end = min((each for each in (reach, span.high) if each is not None), default=None)
            rows = tuple(sorted((by.row, span.row)))
            yield Problem("overlap", rows, span.category, span.attribute, start, end)
        if by is None or (reach is not None and (span.high is None or span.high > reach)):
            reach, by = span.high, span
    if by is not None and reach is not None:
        yield Problem("hole", (by.row,), by.category, by.attribute, reach, None)


def fitting(spans: Sequence[Span], category: str, attribute: str, amount: int | None) -> list[Span]:
    """The rows that hold: those that name the category, else the rest; among them those that name
    the attribute, else the rest; of these, those with the amount."""
    of_category = _named(spans, "category", category)
    of_attribute = _named(of_category, "attribute", attribute)
    return [span for span in of_attribute if span.holds(amount)]


def _named(spans: Sequence[Span], part: str, value: str) -> list[Span]:
    exact = [span for span in spans if value and getattr(span, part) == value]
    return exact or [span for span in spans if not getattr(span, part)]
