"""Rights a room asks for, declared where they are used; roles grant them, rules ask for them."""

from dataclasses import dataclass
from typing import Any

_rights: dict[str, "Right"] = {}


@dataclass(frozen=True)
class Right:
    """A right: `code` (room.thing.verb), what people call it, and which administrator's office
    holds it from the start (system, security, audit), or none: then only roles give it."""

    code: str
    label: Any
    office: str = ""

    def __post_init__(self) -> None:
        _rights[self.code] = self


def all_rights() -> list[Right]:
    """Every declared right, by code."""
    return [_rights[code] for code in sorted(_rights)]


def of_office(office: str) -> dict[str, tuple[str, ...]]:
    """The rights an administrator's office holds everywhere."""
    return {right.code: ("",) for right in _rights.values() if right.office == office}
