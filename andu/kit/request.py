"""The request as our views see it: Django's, with the person on it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from andu.kit import plain
from andu.kit.actor import Actor


class Request(HttpRequest):
    """`account` is who signed in, `member` who that is in the office, `actor` who acts; `edition`
    the office's (`kit.editions`) when the actor was found."""

    account: Any
    member: Any
    actor: Actor
    edition: int | None
    htmx: HtmxDetails


def announced(request: HttpRequest) -> int:
    """How many bytes the body is said to have; 0 when what is said is no number."""
    said = request.headers.get("Content-Length") or ""
    return int(said[:18]) if said.isascii() and said.isdigit() else 0


def terminal(request: HttpRequest) -> str:
    """What the browser calls itself, as every database can hold it."""
    return plain.line(request.META.get("HTTP_USER_AGENT", ""))[:200]
