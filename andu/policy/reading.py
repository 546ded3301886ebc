"""Reading a setting: the nearest decision that counts, else the profile's or the default value."""

from typing import Any

from django.core.cache import cache
from django.utils import timezone

from andu.policy.declaring import DEFAULT_PROFILE, PROFILE_CODE, Setting
from andu.policy.models import Decision

_KEY = "policy:decisions"


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


def decisions() -> dict[tuple[str, str, int], tuple[str, bool]]:
    """The newest decision for each setting and place, kept in memory until one is made."""
    found: dict[tuple[str, str, int], tuple[str, bool]] | None = cache.get(_KEY)
    if found is None:
        found = {}
        rows = Decision.objects.filter(since__lte=timezone.now()).order_by("id")
        for row in rows.iterator():
            found[(row.code, row.level, row.place)] = (row.text, row.locked)
        cache.set(_KEY, found, 5)
    return found


def forget() -> None:
    """Drop what is kept in memory; other processes follow within five seconds."""
    cache.delete(_KEY)


def _places(organisation: int | None, units: tuple[int, ...]) -> list[tuple[str, int]]:
    places = [("installation", 0)]
    if organisation:
        places.append(("organisation", organisation))
    return places + [("unit", unit) for unit in units]
