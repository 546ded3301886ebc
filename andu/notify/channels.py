"""Declaring ways to reach people, and kinds of notices. Rooms do it in their notify.py."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from andu.kit.actor import Actor

# The way "pop up in the page", which needs no channel: preferences are kept under this code.
POP = "pop"

_channels: dict[str, "Channel"] = {}
_kinds: dict[str, "Kind"] = {}
_doors: list["Door"] = []


@dataclass(frozen=True)
class Channel:
    """A way beyond the product: mail, SMS.

    `send(delivery)` sends `delivery.notice` once, with `delivery.key` for the gateway, and raises
    when it could not. `by_default` is for people who have not chosen. What has been gathered for
    one person (每小时、每天一次) goes to `send_many(digest)` as one message, where the way has it.
    """

    code: str
    label: Any
    send: Callable[[Any], None]
    by_default: bool = False
    send_many: Callable[["Digest"], None] | None = None

    def __post_init__(self) -> None:
        _channels[self.code] = self


@dataclass(frozen=True)
class Digest:
    """Several deliveries to one person through one way, as one message; `key` for the gateway."""

    deliveries: tuple[Any, ...]

    @property
    def key(self) -> str:
        """The same for the same notices, so that a second attempt is no second message."""
        return f"{self.deliveries[0].key}+{self.deliveries[-1].notice_id}"

    @property
    def notices(self) -> list[Any]:
        """What is told, the oldest first."""
        return [delivery.notice for delivery in self.deliveries]


@dataclass(frozen=True)
class Door:
    """Who may still open what a notice leads to. For links that begin with `prefix`,
    `openable(actor, links)` gives those the person may open now; links without a door are open."""

    prefix: str
    openable: Callable[[Actor, set[str]], set[str]]

    def __post_init__(self) -> None:
        _doors.append(self)


def numbered_door(prefix: str, visible: Callable[[Actor], Any]) -> Door:
    """A door to pages with the number of a row behind `prefix`, open to those who may see the row:
    `visible(actor)` gives the rows, asked once for many links."""
    pattern = re.compile(rf"{re.escape(prefix)}([0-9]{{1,18}})(?![0-9])")

    def openable(actor: Actor, links: set[str]) -> set[str]:
        asked = {link: int(found[1]) for link in links if (found := pattern.match(link))}
        rows = visible(actor).filter(pk__in=set(asked.values()))
        seen = set(rows.values_list("pk", flat=True))
        return {link for link, number in asked.items() if number in seen}

    return Door(prefix, openable)


@dataclass(frozen=True)
class Kind:
    """A kind of notice people may choose channels for: code (room.word) and label. `order` puts
    what somebody must act on before what is only good to know."""

    code: str
    label: Any
    order: int = 50

    def __post_init__(self) -> None:
        _kinds[self.code] = self


def all_channels() -> list[Channel]:
    """Every declared channel, by code."""
    return [_channels[code] for code in sorted(_channels)]


def channel(code: str) -> Channel | None:
    """The channel with this code, if its room is there."""
    return _channels.get(code)


def all_kinds() -> list[Kind]:
    """Every declared kind, the most pressing first; of equal weight as they were declared."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def all_doors() -> list[Door]:
    """Every declared door."""
    return list(_doors)


def forget(code: str) -> None:
    """Take a channel out again (tests)."""
    _channels.pop(code, None)
