"""A part of a stored file instead of all of it (RFC 9110, 14): what resumes a broken download, and
shows the first page of a large PDF before the rest has come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from andu.ui import refusal

UNIT = "bytes"
ONE = re.compile(r"(\d{0,18})-(\d{0,18})", re.ASCII)


class Unsatisfiable(Exception):
    """What was asked for is no range, or lies beyond the end."""


@dataclass(frozen=True)
class Span:
    """`length` bytes (at least one) from `start`."""

    start: int
    length: int


class Sent(FileResponse):
    """A file in pieces large enough for the network."""

    block_size = 64 * 1024


class Slice:
    """The next `length` bytes of an open file, as a file of their own."""

    def __init__(self, content: Any, length: int) -> None:
        self.content, self.left = content, length

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, and never beyond the end of the slice."""
        wanted = self.left if size < 0 else min(size, self.left)
        piece: bytes = self.content.read(wanted) if wanted else b""
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file itself."""
        self.content.close()


def asked(headers: Mapping[str, str], size: int, tag: str) -> Span | None:
    """The one range asked for; None for the whole: no range, several, another unit, or If-Range
    names other bytes than `tag`. Raises Unsatisfiable."""
    unit, equals, ranges = headers.get("Range", "").partition("=")
    if not equals or unit.strip().lower() != UNIT or "," in ranges:
        return None
    if headers.get("If-Range", tag).strip() != tag:
        return None
    found = ONE.fullmatch(ranges.strip())
    if found is None or found[0] == "-":
        raise Unsatisfiable
    return _span(found[1], found[2], size)


def send(content: Any, tag: str, request: HttpRequest, **named: Any) -> HttpResponseBase:
    """The open file (a django File), the part of it that was asked for, or word that nothing has
    changed. `tag` is the strong ETag of these bytes; `named` goes to FileResponse."""
    if _is_known(tag, request):
        content.close()
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        span = asked(request.headers, content.size, tag)
    except Unsatisfiable:
        content.close()
        return _beyond(request, content.size)
    response = Sent(content, **named) if span is None else _part(content, span, named)
    response["Accept-Ranges"], response["ETag"] = UNIT, tag
    return response


def _beyond(request: HttpRequest, size: int) -> HttpResponse:
    response = HttpResponse(status=416, content_type="text/plain")
    if refusal.wants_json(request):
        words = _("文件有 {size} 字节，Range 请求头要的一段不在其中。").format(size=size)
        response = refusal.problem(416, words, "range")
    response["Content-Range"] = f"{UNIT} */{size}"
    return response


def _span(first: str, last: str, size: int) -> Span:
    if not first:
        length = min(int(last), size)
        start = size - length
    else:
        start = int(first)
        end = min(int(last), size - 1) if last else size - 1
        if last and int(last) < start:
            raise Unsatisfiable
        length = end - start + 1
    if length < 1 or start >= size:
        raise Unsatisfiable
    return Span(start, length)


def _part(content: Any, span: Span, named: dict[str, Any]) -> FileResponse:
    content.seek(span.start)
    response = Sent(Slice(content, span.length), status=206, **named)
    end = span.start + span.length - 1
    response["Content-Length"] = str(span.length)
    response["Content-Range"] = f"{UNIT} {span.start}-{end}/{content.size}"
    return response


def _is_known(tag: str, request: HttpRequest) -> bool:
    """Whether the browser has these very bytes already; a proxy may have weakened the tag."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return bool({tag, f"W/{tag}", "*"} & set(known))
