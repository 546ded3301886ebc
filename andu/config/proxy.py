"""Behind a TLS proxy: whose address it really is."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def caller(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Put the caller's address into REMOTE_ADDR: the last one in X-Forwarded-For, which our own
    proxy wrote; those before it are the caller's own words. Only with ANDU_TLS_PROXY."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_TLS:
            last = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
            if _is_address(last):
                request.META["REMOTE_ADDR"] = last
        return get_response(request)

    return middleware


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
