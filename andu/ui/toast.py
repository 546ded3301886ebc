"""Telling the person what has happened: 已同意，送沈知远签批。 with 撤销 where it can be undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest


def tell(request: HttpRequest, text: Any, *, undo: str = "") -> None:
    """Show a result; `undo` is the address that takes the act back by POST."""
    messages.success(request, text, extra_tags=undo)


def warn(request: HttpRequest, text: Any) -> None:
    """Show something the person must read; it stays until closed."""
    messages.error(request, text)


def remind(request: HttpRequest, text: Any, link: str) -> None:
    """Ask for something by and by; it stays until closed and leads to the page where it is done."""
    messages.warning(request, text, extra_tags=link)
