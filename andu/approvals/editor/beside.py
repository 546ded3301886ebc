"""Pages of rooms above that stand beside those of a template: each adds a line here."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Beside:
    """A page of a template: its address (by name, it takes the template's key), label and icon."""

    view: str
    label: Any
    icon: str


_pages: dict[str, Beside] = {}


def add_page(page: Beside) -> None:
    """Make a page known; called from a room's menu.py."""
    _pages[page.view] = page


def pages_beside() -> list[Beside]:
    """Every page there is, as they were added."""
    return list(_pages.values())
