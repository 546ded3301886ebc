"""Each request is numbered, named after who asks, timed, counted and told in the log."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from andu.config.logs import account_number, request_number, without_secrets
from andu.config.metrics import counting

HEADER = "X-Request-ID"
QUIET = {"/healthz", "/metrics"}  # asked every few seconds
LONGEST = 200  # characters of a path

_NUMBER = re.compile(r"[\w-]{8,64}", re.ASCII)
_log = logging.getLogger("andu.requests")

Handler = Callable[[HttpRequest], HttpResponse]


def numbered(get_response: Handler) -> Handler:
    """Give each request a number; the answer carries it, so that a person can quote it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _NUMBER.fullmatch(given) else uuid.uuid4().hex[:16]
        request.number = number  # type: ignore[attr-defined]
        marks = request_number.set(number), account_number.set("-")
        try:
            response = _timed(request, get_response)
        finally:
            request_number.reset(marks[0])
            account_number.reset(marks[1])
        response.headers[HEADER] = number
        return response

    return middleware


def named(get_response: Handler) -> Handler:
    """From here on the log names the account; stands after those who find out who asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        account_number.set(str(request.user.pk or "-"))
        return get_response(request)

    return middleware


def _timed(request: HttpRequest, get_response: Handler) -> HttpResponse:
    begun = time.perf_counter()
    response = get_response(request)
    seconds = time.perf_counter() - begun
    counting.count(_room(request), response.status_code, seconds)
    is_quiet = request.path in QUIET or (not request.resolver_match and response.status_code < 400)
    if _log.isEnabledFor(level := logging.DEBUG if is_quiet else logging.INFO):
        _tell(level, request, response.status_code, seconds)
    return response


def _tell(level: int, request: HttpRequest, status: int, seconds: float) -> None:
    path, ms = without_secrets(request.path)[:LONGEST], round(seconds * 1000, 1)
    facts = {"method": request.method, "path": path, "status": status, "ms": ms}
    _log.log(level, "%s %s %d %.1fms", request.method, path, status, ms, extra=facts)


def _room(request: HttpRequest) -> str:
    """The room that answered; none for static files and addresses that don't exist."""
    found = request.resolver_match
    if found is None:
        return counting.OTHER
    return found.namespaces[0] if found.namespaces else counting.OTHER
