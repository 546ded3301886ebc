"""The log: one line for each record, with the request's number and the account that asks, without
secrets. As text, or as JSON for programs that collect it (ANDU_LOG=json)."""

import json
import logging
import re
from contextvars import ContextVar
from typing import Any

request_number: ContextVar[str] = ContextVar("request_number", default="-")
account_number: ContextVar[str] = ContextVar("account_number", default="-")
FACTS = ("method", "path", "status", "ms")  # of a request line, fields of their own in JSON
TIME = "%Y-%m-%dT%H:%M:%S%z"
_SECRET = re.compile(
    r"(?i)((?:password|passwd|secret|token|sessionid|authorization|cookie|activation|_key)"
    r"[\"']?\s*[=:]\s*[\"']?)(?:bearer\s+|basic\s+)?[^\s\"'&,;}]+|(://[^/\s:@]+:)[^@\s]+(?=@)"
    r"|(/(?:verify|uploads)/)[^/\s\"'?]+"  # addresses that open something by being known
)


class OneLine(logging.Formatter):
    """time level logger id=request by=account message, whatever the message holds."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        time = self.formatTime(record, TIME)
        who = f"id={request_number.get()} by={account_number.get()}"
        head = f"{time} {record.levelname} {record.name} {who} "
        return head + _escape(_said(self, record))


class Json(logging.Formatter):
    """The same as one JSON object in a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; facts of a request are fields."""
        told = {
            "time": self.formatTime(record, TIME),
            "level": record.levelname,
            "logger": record.name,
            "id": request_number.get(),
            "by": account_number.get(),
            "message": _said(self, record),
        }
        facts = {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        return json.dumps(told | facts)


def _said(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    text = record.getMessage()
    if record.exc_info:
        text = f"{text}\n{formatter.formatException(record.exc_info)}"
    return without_secrets(text)


def without_secrets(text: str) -> str:
    """The text with passwords, tokens, cookies and codes struck out."""
    return _SECRET.sub(lambda found: f"{next(filter(None, found.groups()))}***", text)


def configuration(level: str, form: str = "") -> dict[str, Any]:
    """Django's LOGGING: everything to standard error in one format, `json` or plain lines."""
    formatter = "Json" if form == "json" else "OneLine"
    loud = {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"andu.config.logs.{formatter}"}},
        "filters": {"outages": {"()": "andu.ui.outage.Told"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level, "propagate": False}
            for name in ("django", "django.server", "andu")
        }
        | {
            name: {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
            for name in ("uvicorn", "uvicorn.error", "_granian")
        }
        # Refused requests are told by config.requests, with their number.
        | {"django.request": {**loud, "filters": ["outages"]}},
    }


def _escape(text: str) -> str:
    """Line breaks and control characters as escapes: nobody forges a second line."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
