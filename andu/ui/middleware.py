"""The frame around every request: security headers, toasts for fragments, friendly refusals."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from andu.kit.verdict import Refused
from andu.ui import display, refusal
from andu.ui import security as browser

Handler = Callable[[HttpRequest], HttpResponse]
HEADERS = {
    "Permissions-Policy": browser.PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def security(get_response: Handler) -> Handler:
    """Strict Content-Security-Policy and its companions; signed-in pages are never stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        url = browser.websocket(request, getattr(settings, "WEBSOCKET_URL", ""))
        extra = dict(getattr(response, "csp", {}))
        extra["connect-src"] = f"{extra.get('connect-src', '')} {browser.origin(url)}"
        # A response may bring a stricter policy of its own (a served attachment).
        response.headers.setdefault("Content-Security-Policy", browser.policy(extra))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_html(response) and display.is_signed_in(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def toasts(get_response: Handler) -> Handler:
    """Carry what was told along with a fragment: htmx puts it into the toast region.

    Only what the request itself told. What an earlier one left waits for the page it leads to: a
    refresh of the page just being left would take it with it, and nobody would see it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        messages = get_messages(request)
        if getattr(messages, "added_new", False) and _is_fragment(request, response):
            html = render_to_string("ui/_toasts.html", {"messages": list(messages)}, request)
            response.content += html.encode()
        return response

    return middleware


def refusals(get_response: Handler) -> Handler:
    """Turn `Refused` into one page, toast or problem document, with the rule's own words."""

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refusal.answer(request, exception.verdict)
        return None

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _is_html(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _is_fragment(request: Any, response: HttpResponse) -> bool:
    """Whether htmx will put this answer into the page at hand."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.boosted or response.streaming or not _is_html(response):
        return False
    leaves = {"HX-Redirect", "HX-Refresh", "HX-Location"} & set(response.headers)
    return response.status_code == 200 and not leaves
