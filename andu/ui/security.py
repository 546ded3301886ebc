"""What a browser may do with our pages: a strict Content-Security-Policy, opened view by view."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def allow(directive: str, sources: str) -> Callable[..., Any]:
    """Decorate a view whose page needs more, e.g. `@allow("worker-src", "'self' blob:")`.

    Sources are added to those of the policy; 'none' gives way.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            extra = dict(getattr(response, "csp", {}))
            extra[directive] = f"{extra.get(directive, '')} {sources}".strip()
            response.csp = extra  # type: ignore[attr-defined]
            return response

        return opened

    return decorate


def policy(extra: dict[str, str]) -> str:
    """The header's value: the strict policy and what this page adds."""
    parts = dict(POLICY)
    for directive, sources in extra.items():
        before = parts.get(directive, "").replace("'none'", "")
        known = before.split()
        parts[directive] = " ".join([*known, *(s for s in sources.split() if s not in known)])
    return "; ".join(f"{directive} {sources}" for directive, sources in parts.items())


def websocket(request: HttpRequest, url: str) -> str:
    """The absolute websocket address for this request.

    `url` is a setting: absolute (wss://…), a path on this host (/ws), a port and path on this
    host (:8001/ws), or empty.
    """
    if not url or url.startswith(("ws://", "wss://")):
        return url
    scheme = "wss" if request.is_secure() else "ws"
    host = request.get_host()
    if url.startswith(":"):
        host = urlsplit(f"//{host}").hostname or ""
        host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{host}{url}"


def origin(url: str) -> str:
    """Scheme and host of an address, as the policy wants it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
