"""What can be found: each room declares its kinds in its search.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from andu.kit.actor import Actor

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Source:
    """A kind of thing: its code, its label in the filter, and `visible(actor, ids)`: which of
    these objects the actor may see, asked once for a batch, in a constant number of statements.

    `seen(actor)` gives, for kinds with many things, the same as queries of ids to look among (all
    together at least what `visible` allows): the search then never reads what is hidden anyway.
    """

    kind: str
    label: Any
    visible: Callable[[Actor, list[int]], Iterable[int]]
    order: int = 50
    seen: Callable[[Actor], list[QuerySet[Any, Any]]] | None = None

    def __post_init__(self) -> None:
        _sources[self.kind] = self


def all_sources() -> list[Source]:
    """Every declared source, as the filter lists them."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.kind))


def source(kind: str) -> Source | None:
    """The source of a kind; none when its room is gone: then nobody sees such things."""
    return _sources.get(kind)


def forget(kind: str) -> None:
    """Take a source out again (tests)."""
    _sources.pop(kind, None)
