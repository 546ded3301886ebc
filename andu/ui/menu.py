"""Where rooms appear: sidebar, 管理 column, phone tabs and the slots of the top bar.

A room's `menu.py` calls `register(Entry(...))` at import. An entry shows when its address exists
and the person may see it; the second level of a page is tabs on the page, never a nested menu.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from andu.ui.display import is_signed_in

DESK, HANDLE, TOGETHER, INSIDE = "desk", "handle", "together", "inside"
ADMIN, ME, NOWHERE = "admin", "me", ""
GROUPS = {DESK: "", HANDLE: _("办理"), TOGETHER: _("协同"), INSIDE: _("内部")}
ANYBODY = "*"


@dataclass(frozen=True)
class Entry:
    """One place. `group`: DESK, HANDLE, TOGETHER, INSIDE (sidebar), ADMIN (管理), ME (the menu
    under one's name) or NOWHERE. `order` sorts within the group; `short` is the word in the rail.

    Who sees it: holders of `right` anywhere; the administrators named in `office` (system,
    security, audit, space between; "*" is everybody signed in); with neither, every member.
    `only_if(request)` narrows these further, without asking the database.
    `count(request)` gives the figure (None or 0 shows nothing), vermillion when `hot`.
    `tab` 1 to 5 is the place in the phone's bottom bar. `slot` fills a fixed place of the frame:
    start (发起), bell, search, me, logout, display. `section` heads the entry within 管理.
    `key` opens it from the keyboard, e.g. "g t". `is_tab_only` keeps one of ME out of the menu
    under the name: only a tab on one's own pages.
    """

    label: Any
    url_name: str
    icon: str
    group: str
    order: int
    short: Any = ""
    right: str = ""
    office: str = ""
    count: Callable[[HttpRequest], int | None] | None = None
    hot: bool = False
    tab: int = 0
    slot: str = ""
    section: Any = ""
    key: str = ""
    is_tab_only: bool = False
    only_if: Callable[[HttpRequest], bool] | None = None

    def visible_to(self, request: HttpRequest) -> bool:
        """Whether the person of this request may see the entry."""
        actor = getattr(request, "actor", None)
        if actor is None or not is_signed_in(request):
            return False
        if self.only_if is not None and not self.only_if(request):
            return False
        if not self.right and not self.office:
            return actor.member_id is not None
        office = getattr(getattr(request, "account", None), "office", "")
        return (
            bool(self.right and actor.scopes(self.right))
            or self.office == ANYBODY
            or bool(office and office in self.office.split())
        )

    @property
    def url(self) -> str:
        """The address, or nothing when the room isn't there."""
        return _address(self.url_name)


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries; a second one for the same address and group replaces the first."""
    for entry in entries:
        _entries[f"{entry.url_name} {entry.group} {entry.slot}"] = entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """The entries this person sees, in order."""
    for entry in sorted(_entries.values(), key=lambda entry: entry.order):
        if entry.url and entry.visible_to(request):
            yield entry


@lru_cache(maxsize=512)
def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
