"""What every page knows besides its own things: theme, text size, menu, the person's name."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from andu.ui import display, look, menu, security


@dataclass(frozen=True)
class Item:
    """An entry as this page shows it."""

    entry: menu.Entry
    count: int | None
    is_current: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    @property
    def spot(self) -> str:
        """The end of the id under which its count is renewed."""
        return self.entry.url_name.replace(":", "-")


class Shell:
    """The frame around one request; each part is worked out when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.actor = getattr(request, "actor", None)

    @cached_property
    def _entries(self) -> list[menu.Entry]:
        return list(menu.entries(self._request))

    @cached_property
    def _current(self) -> str:
        path = self._request.path
        urls = {entry.url for entry in self._entries if entry.group or entry.tab}
        under = [url for url in urls if path == url or path.startswith(url.rstrip("/") + "/")]
        return max((url for url in under if url != "/" or path == "/"), key=len, default="")

    @cached_property
    def _items(self) -> list[Item]:
        return [self._item(entry) for entry in self._entries]

    def _item(self, entry: menu.Entry) -> Item:
        count = entry.count(self._request) if entry.count else None
        return Item(entry, count, bool(self._current) and entry.url == self._current)

    def _of(self, group: str) -> list[Item]:
        return [item for item in self._items if item.entry.group == group]

    @property
    def groups(self) -> list[tuple[Any, list[Item]]]:
        """The sidebar: (label, items), empty groups left out; 管理 comes last when it has pages."""
        groups = [(menu.GROUPS[group], self._of(group)) for group in menu.GROUPS]
        return [(label, items) for label, items in groups if items]

    @property
    def administration(self) -> list[Item]:
        """The column of 管理."""
        return sorted(self._of(menu.ADMIN), key=lambda item: item.entry.order)

    @property
    def administers(self) -> bool:
        """Whether the page at hand belongs to 管理."""
        return any(item.is_current for item in self.administration)

    @property
    def place(self) -> str:
        """The word for where we are, on the phone's top bar."""
        here = sorted(self._items, key=lambda item: item.entry.group not in menu.GROUPS)
        current = [item.entry.label for item in here if item.is_current]
        return str(current[0]) if current else look.of(self._request).title

    @property
    def tabs(self) -> list[Item]:
        """The phone's bottom bar, at most five; 管理 for whoever has it."""
        path = self._request.path
        found = [item for item in self._items if item.entry.tab]
        if first := self.administration[:1]:
            entry = menu.Entry(
                _("管理"), first[0].entry.url_name, "settings", menu.NOWHERE, 0, tab=4
            )
            found.append(Item(entry, None, self.administers))
        tabs = sorted(found, key=lambda item: item.entry.tab)[:5]
        return [replace(tab, is_current=True) if path.startswith(f"{tab.entry.url}/") else tab
                for tab in tabs]  # fmt: skip

    @property
    def mine(self) -> list[Item]:
        """The menu under the person's name."""
        return self._of(menu.ME)

    @cached_property
    def slots(self) -> dict[str, Item]:
        """The fixed places of the frame that a room fills: start, bell, search, me, logout."""
        return {item.entry.slot: item for item in self._items if item.entry.slot}

    @property
    def counted(self) -> list[Item]:
        """The entries whose count stands in the sidebar or the phone's bottom bar."""
        return [item for item in self._items if item.entry.count and not item.entry.slot]

    @property
    def hot(self) -> int:
        """What waits for the person, for the title of the page: (3) 待办."""
        return sum(item.count or 0 for item in self._items if item.entry.hot)

    @property
    def topics(self) -> str:
        """What every page listens to: the person's own nudges."""
        member = getattr(self.actor, "member_id", None)
        return f"member:{member}" if member else ""

    @property
    def websocket(self) -> str:
        """The address pages listen at; empty when there is none, then they poll."""
        return security.websocket(self._request, getattr(settings, "WEBSOCKET_URL", ""))


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `display` (theme, size), `look` (name, logo, colour) and `shell`,
    made only when used."""
    return {
        "display": display.of(request),
        "look": look.of(request),
        "shell": SimpleLazyObject(lambda: _kept(request)),
    }


def _kept(request: HttpRequest) -> Shell:
    kept = getattr(request, "_shell", None)
    if kept is None:
        kept = request._shell = Shell(request)  # type: ignore[attr-defined]
    return kept
