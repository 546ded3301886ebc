"""Where a setting may be decided besides the whole installation; told by the room above."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a decision holds: level (installation, organisation, unit), its id, its name."""

    level: str = "installation"
    id: int = 0
    name: str = ""
    depth: int = 0

    @property
    def key(self) -> str:
        """Level and id in one word, for a form."""
        return f"{self.level}:{self.id}"


EVERYWHERE = Place()
_told: list[Callable[[], list[Place]]] = [list]


def tell_by(teller: Callable[[], list[Place]]) -> None:
    """Let the room above name the organisations and units."""
    _told[0] = teller


def places(per: str) -> list[Place]:
    """Where a setting of this level may be decided, the whole installation first."""
    levels = {"installation": set(), "organisation": {"organisation"}}.get(
        per, {"organisation", "unit"}
    )
    if not levels:
        return [EVERYWHERE]
    return [EVERYWHERE, *(place for place in _told[0]() if place.level in levels)]
