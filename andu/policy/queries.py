"""Reads for the pages of settings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from andu.policy.declaring import Setting, all_settings
from andu.policy.models import Decision
from andu.policy.places import places
from andu.policy.reading import decisions, profile, value
from andu.policy.showing import shown


@dataclass(frozen=True)
class Line:
    """A setting as the list shows it."""

    setting: Setting
    value: str
    is_decided: bool
    elsewhere: int


def groups() -> list[tuple[str, list[Line]]]:
    """All settings with the value in force for the whole installation, by group."""
    decided = decisions()
    elsewhere = Counter(code for code, level, _place in decided if level != "installation")
    found: dict[str, list[Line]] = {}
    for setting in all_settings():
        line = Line(
            setting, shown(setting.type, value(setting)),
            (setting.code, "installation", 0) in decided, elsewhere[setting.code],
        )  # fmt: skip
        found.setdefault(str(setting.group or _("其他")), []).append(line)
    return sorted(found.items(), key=lambda item: (_rank(item[1]), item[0]))


def _rank(lines: list[Line]) -> int:
    """The profile comes first, then the rooms from the bottom up."""
    room = lines[0].setting.code.split(".")[0]
    order = ["policy", "identity", "organisation"]
    return order.index(room) if room in order else len(order)


def default(setting: Setting) -> Any:
    """What holds when nobody has decided: the profile's value or the common default."""
    return setting.profiles.get(profile(), setting.default)


def history(setting: Setting, rows: Iterable[Decision]) -> list[dict[str, Any]]:
    """Decisions in words: when, who, what, where, on what basis."""
    names = {(place.level, place.id): place.name for place in places(setting.per)}
    return [
        {
            "since": row.since, "by": row.by_name, "basis": row.basis, "locked": row.locked,
            "value": _read(setting, row.text),
            "place": names.get((row.level, row.place)) or _("全系统"),
        }
        for row in rows
    ]  # fmt: skip


def _read(setting: Setting, text: str) -> str:
    try:
        return shown(setting.type, setting.type.read(text))
    except (ValueError, TypeError):  # a type that has changed since
        return text
