"""Reading a setting: the nearest decision that counts, else the profile's or the default value."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from andu.kit import editions
from andu.policy.declaring import DEFAULT_PROFILE, PROFILE_CODE, Setting
from andu.policy.models import Decision

SECONDS = 5
Decisions = dict[tuple[str, str, int], tuple[str, bool]]


@dataclass
class _Memory:
    """What this process has read, until when it counts (by the monotonic clock), and the edition
    it was read in."""

    until: float = 0.0
    edition: int | None = None
    decisions: Decisions = field(default_factory=dict)


_memory = _Memory()


def value(setting: Setting, *, organisation: int | None = None, units: tuple[int, ...] = ()) -> Any:
    """The value in force. `units` are the ids from the root down to the unit in question."""
    found = None
    for place in _places(organisation, units):
        decision = decisions().get((setting.code, *place))
        if decision:
            found = decision
            if decision[1]:
                break
    if found:
        return setting.type.read(found[0])
    return setting.profiles.get(profile(), setting.default)


def profile() -> str:
    """The policy profile in force: dengbao (等保三级) or zhidu (制度默认)."""
    chosen = decisions().get((PROFILE_CODE, "installation", 0))
    return chosen[0] if chosen else DEFAULT_PROFILE


def decisions() -> Decisions:
    """The newest decision for each setting and place, kept in memory until one is made."""
    edition = editions.current()
    if time.monotonic() >= _memory.until or edition not in (None, _memory.edition):
        found: Decisions = {}
        rows = Decision.objects.filter(since__lte=timezone.now()).order_by("id")
        for row in rows.iterator():
            found[(row.code, row.level, row.place)] = (row.text, row.locked)
        _memory.decisions, _memory.edition = found, edition
        _memory.until = time.monotonic() + SECONDS
    return _memory.decisions


def forget() -> None:
    """Drop what is kept in memory; other processes follow within five seconds."""
    _memory.until = 0.0


def _places(organisation: int | None, units: tuple[int, ...]) -> list[tuple[str, int]]:
    places = [("installation", 0)]
    if organisation:
        places.append(("organisation", organisation))
    return places + [("unit", unit) for unit in units]
