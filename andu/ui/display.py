"""Theme and text size: this device's cookie first, then what the member chose, then the default."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

THEMES = ("light", "dark")
SIZES = ("m", "l", "xl")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Display:
    """How pages look for one person on one device; `keys` off: no single keys (WCAG 2.1.4)."""

    theme: str = "light"
    size: str = "m"
    keys: str = "on"

    @property
    def other_theme(self) -> str:
        """What the theme button leads to."""
        return "light" if self.theme == "dark" else "dark"

    @property
    def next_size(self) -> str:
        """What the text size button leads to: 标准, 大, 特大, 标准."""
        return SIZES[(SIZES.index(self.size) + 1) % len(SIZES)]


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody has signed in (a middleware puts `account` on the request)."""
    return getattr(request, "account", None) is not None


def of(request: HttpRequest) -> Display:
    """The display of this request; a middleware may set `request.display`
    (theme, size, single_keys)."""
    chosen: Any = getattr(request, "display", None) or Display()
    theme = request.COOKIES.get("andu_theme", "")
    size = request.COOKIES.get("andu_size", "")
    return Display(
        theme if theme in THEMES else chosen.theme,
        size if size in SIZES else chosen.size,
        "on" if getattr(chosen, "single_keys", True) else "off",
    )


def remember(response: HttpResponse, *, theme: str = "", size: str = "") -> HttpResponse:
    """Keep the choice on this device for a year; unknown values are ignored."""
    if theme in THEMES:
        response.set_cookie("andu_theme", theme, max_age=YEAR, samesite="Lax")
    if size in SIZES:
        response.set_cookie("andu_size", size, max_age=YEAR, samesite="Lax")
    return response
