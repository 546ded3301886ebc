"""The look of the site at hand (UI-02): name, logo, main colour, login page; our own by default."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from andu.ui import colours


@dataclass(frozen=True)
class Look:
    """How the product presents itself. Empty means our own; pictures are addresses.

    `personal`: whether people may choose a main colour of their own.
    """

    name: str = ""
    greeting: str = ""
    colour: str = ""
    logo: str = ""
    favicon: str = ""
    scene: str = ""
    personal: bool = False

    @property
    def title(self) -> str:
        """What the product is called here."""
        return self.name or _("案牍")

    @property
    def welcome(self) -> str:
        """The line on the login page."""
        return self.greeting or _("无案牍之劳形")

    @property
    def sheet(self) -> str:
        """The address of the main colour's style sheet; empty for our own colour."""
        return sheet(self.colour) if self.colour not in {"", colours.DEFAULT} else ""


def swatch(colour: str, label: Any) -> SafeString:
    """A dot of the colour and its name, for a choice (a style attribute would be refused)."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<circle cx="8" cy="8" r="7" fill="{}"></circle></svg> {}',
        colour, label,
    )  # fmt: skip


def sheet(colour: str) -> str:
    """Where the style sheet of a colour (#rrggbb) stands."""
    return reverse("ui:colours", args=[colours.VERSION, colour[1:]])


def of(request: HttpRequest) -> Look:
    """The look of this request; a middleware may set `request.look`."""
    found: Any = getattr(request, "look", None)
    return found or Look()
