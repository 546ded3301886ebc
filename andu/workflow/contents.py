"""What a matter is about, as far as decisions rest on it: the hash of its content, and its facts.

The room of a kind says where the content lies, so that the store reads it together with the run.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from andu.engine.conditions import Value

Facts = Mapping[str, Value]


class Asked(Mapping[str, Value]):
    """Facts that are worked out when the first of them is asked for: most decisions ask none."""

    def __init__(self, read: Callable[[], Facts]) -> None:
        self._read = read
        self._found: Facts | None = None

    def _all(self) -> Facts:
        if self._found is None:
            self._found = self._read()
        return self._found

    def __getitem__(self, key: str) -> Value:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


@dataclass(frozen=True)
class Content:
    """The content of a matter as it stands. `unfilled` tells of a step (its key) what whoever
    handles it must fill in and which is still empty."""

    hash: str = ""
    facts: Facts = field(default_factory=dict)
    unfilled: Callable[[str], Sequence[str]] = lambda _step: ()


NO_CONTENT = Content()


@dataclass(frozen=True)
class Source:
    """Where the content of a kind lies. `rows` gives, for a matter's id or an expression for it,
    the one row of plain columns that `made` understands. `files_itself`: a finished matter is
    complete with its last act (办结归档). `called` gives, for a matter's id, what people call a
    field of it."""

    rows: Callable[[Any], QuerySet[Any, Any]]
    made: Callable[[dict[str, Any]], Content]
    files_itself: bool = False
    called: Callable[[int, str], str] = lambda _matter, field: field


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Tell where the content of this kind of matter lies."""
    _sources[kind] = source


def sources() -> Mapping[str, Source]:
    """Of all kinds that have one."""
    return _sources


def source_of(kind: str) -> Source | None:
    """Of one kind."""
    return _sources.get(kind)


def made(kind: str, row: dict[str, Any] | None) -> Content:
    """The content out of its row."""
    source = _sources.get(kind)
    return source.made(row) if source and row else NO_CONTENT
