"""The log: one line for each record, with the request's number and without secrets."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"

_request: ContextVar[str] = ContextVar("request", default="-")
_NUMBER = re.compile(r"[\w-]{8,64}", re.ASCII)
_SECRET = re.compile(
    r"(?i)((?:password|passwd|secret|token|sessionid|authorization|cookie|activation|_key)"
    r"[\"']?\s*[=:]\s*[\"']?)(?:bearer\s+|basic\s+)?[^\s\"'&,;}]+|(://[^/\s:@]+:)[^@\s]+(?=@)"
)


class OneLine(logging.Formatter):
    """time level logger id=request message, whatever the message holds."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        text = record.getMessage()
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        time = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        head = f"{time} {record.levelname} {record.name} id={_request.get()} "
        return head + _escape(without_secrets(text))


def without_secrets(text: str) -> str:
    """The text with passwords, tokens and cookies struck out."""
    return _SECRET.sub(lambda found: f"{found.group(1) or found.group(2)}***", text)


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give each request a number; the answer carries it, so that a person can quote it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _NUMBER.fullmatch(given) else uuid.uuid4().hex[:16]
        mark = _request.set(number)
        try:
            response = get_response(request)
        finally:
            _request.reset(mark)
        response.headers[HEADER] = number
        return response

    return middleware


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error in one format."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "andu.config.logs.OneLine"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level, "propagate": False}
            for name in ("django", "django.server", "andu")
        }
        | {
            name: {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
            for name in ("uvicorn", "uvicorn.error", "_granian")
        },
    }


def _escape(text: str) -> str:
    """Line breaks and control characters as escapes: nobody forges a second line."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
