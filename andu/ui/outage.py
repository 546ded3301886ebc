"""The machine fails us for a while: the database is away, a disk is full. What a person is told."""

import errno
import logging
import sqlite3
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from andu.ui import refusal

SOON, LATER = 3, 60  # seconds after which asking again is worth it
FULL = {errno.ENOSPC, errno.EDQUOT}
FULL_DATABASE = ("53100", "database or disk is full", "No space left")
HIDDEN = ("password",)  # what is typed into such a field is not written into a page
MOST = 200_000  # characters of a form that are given back for another try
_log = logging.getLogger("andu.outage")


@dataclass(frozen=True)
class Outage:
    """What is away, in the words of a page; `wait` in seconds."""

    title: str
    said: str
    wait: int
    code: str


def found(error: BaseException | None) -> Outage | None:
    """The outage behind an error; None for a fault of our own."""
    if isinstance(error, OSError) and error.errno in FULL:
        return _full()
    # The driver's own comes through where a cursor is closed.
    driver: Any = connection.Database  # type: ignore[attr-defined]
    known = (OperationalError, InterfaceError, driver.OperationalError, driver.InterfaceError)
    if not isinstance(error, known):
        return None
    cause = error.__cause__ or error
    if _is_ours(cause):
        return None
    state = getattr(cause, "sqlstate", "")
    if any(sign in f"{state} {error}" for sign in FULL_DATABASE):
        return _full()
    said = _(
        "暂时连不上数据库，刚才这一步可能没有写入。几秒钟后再试：同一次提交不会办两遍，"
        "已写的内容还在。"
    )
    return Outage(_("系统正在恢复"), said, SOON, "away")


class Told(logging.Filter):
    """For Django's own log: an outage is told by `answer`, in one line instead of a trace for each
    request, which would fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written."""
        return not (record.exc_info and found(record.exc_info[1]))


def answer(request: HttpRequest, outage: Outage, error: BaseException | None) -> HttpResponse:
    """503, and when to come again. What was posted stands in the page, to be sent once more under
    the same key; a page that was only asked for comes again by itself."""
    _log.error("%s %s: %s", request.method, request.path, " ".join(str(error).split())[:300])
    if refusal.wants_json(request):
        response: HttpResponse = refusal.problem(503, outage.said, outage.code)
    else:
        again = _posted(request)
        context = {"outage": outage, "again": again, "address": request.get_full_path()}
        response = HttpResponse(render_to_string("ui/503.html", context), status=503)
        if request.method == "GET":
            response.headers["Refresh"] = str(outage.wait)
    response.headers["Retry-After"] = str(outage.wait)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _is_ours(cause: BaseException) -> bool:
    """SQLite calls a wrong statement by the same name as a disk that fails."""
    return getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR


def _full() -> Outage:
    said = _(
        "服务器的存储空间满了，刚才这一步没有写入，之前办过的都还在。请告诉信息中心清理空间，"
        "清理后再试；已写的内容还在。"
    )
    return Outage(_("存储空间已满"), said, LATER, "full")


def _posted(request: HttpRequest) -> list[tuple[str, Any]]:
    """The fields of a form that can be sent again as they are: no files, no secrets."""
    if request.method != "POST":
        return []
    try:
        posted = [(name, value) for name, many in request.POST.lists() for value in many]
        files = bool(request.FILES)
    except (UnreadablePostError, RequestDataTooBig, SuspiciousOperation, OSError):
        return []
    is_long = sum(len(value) for _name, value in posted) > MOST
    is_secret = any(word in name for name, _value in posted for word in HIDDEN)
    return [] if files or is_long or is_secret else posted
