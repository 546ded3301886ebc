"""Declaring a setting."""

from dataclasses import dataclass, field
from typing import Any

PROFILE_CODE = "policy.profile"
DEFAULT_PROFILE = "dengbao"

_settings: dict[str, "Setting"] = {}


@dataclass(frozen=True)
class Setting:
    """One thing an administrator may decide.

    `profiles` gives defaults that differ by policy profile ("dengbao" 等保三级, "zhidu" 制度默认);
    `per` says at which level it may be set: installation, organisation or unit; `source` names the
    requirement it comes from; `floor` keeps a lower value out (a rule of law or assessment).
    """

    code: str
    type: Any
    default: Any
    label: Any
    help: Any = ""
    per: str = "organisation"
    group: Any = ""
    source: str = ""
    profiles: dict[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _settings[self.code] = self


def all_settings() -> list[Setting]:
    """Every declared setting, by code."""
    return [_settings[code] for code in sorted(_settings)]


def setting(code: str) -> Setting:
    """The setting with this code; KeyError when there is none."""
    return _settings[code]
