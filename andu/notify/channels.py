"""Declaring ways to reach people, and kinds of notices. Rooms do it in their notify.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_channels: dict[str, "Channel"] = {}
_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Channel:
    """A way beyond the product: mail, SMS.

    `send(delivery)` sends `delivery.notice` once, with `delivery.key` for the gateway, and raises
    when it could not. `by_default` is for people who have not chosen.
    """

    code: str
    label: Any
    send: Callable[[Any], None]
    by_default: bool = False

    def __post_init__(self) -> None:
        _channels[self.code] = self


@dataclass(frozen=True)
class Kind:
    """A kind of notice people may choose channels for: code (room.word) and label."""

    code: str
    label: Any

    def __post_init__(self) -> None:
        _kinds[self.code] = self


def all_channels() -> list[Channel]:
    """Every declared channel, by code."""
    return [_channels[code] for code in sorted(_channels)]


def channel(code: str) -> Channel | None:
    """The channel with this code, if its room is there."""
    return _channels.get(code)


def all_kinds() -> list[Kind]:
    """Every declared kind, by code."""
    return [_kinds[code] for code in sorted(_kinds)]


def forget(code: str) -> None:
    """Take a channel out again (tests)."""
    _channels.pop(code, None)
