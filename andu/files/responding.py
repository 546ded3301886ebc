"""Giving a file to a browser so that it can do no harm there. The room has asked who may."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from andu.files import renditions, thumbs
from andu.files.jobs import thumb_soon
from andu.files.models import File
from andu.files.previewing import has_picture
from andu.files.ranging import Sent, send
from andu.files.sniffing import HEAD, charset
from andu.kit.verdict import Refused, no

# What a browser may show in place. Never SVG or HTML: they carry scripts.
SHOWN = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "bmp": "image/bmp", "text": "text/plain",
}  # fmt: skip
CLEAR = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def may_show(file: File) -> bool:
    """Whether a browser may show the file in place instead of saving it."""
    return file.kind in SHOWN


def respond(
    file: File, *, inline: bool = False, request: HttpRequest | None = None
) -> HttpResponseBase:
    """The file as a download, or shown in place when `inline` and its kind is harmless. Given the
    `request`, only the part it asks for.

    Refused when the stored bytes are missing.
    """
    shown = inline and may_show(file)
    try:
        content = file.open()
    except FileNotFoundError:
        reason = _("“{name}”的内容在存储中找不到。请联系系统管理员从备份恢复。")
        raise Refused(no(reason.format(name=file.name), "missing")) from None
    kind = _type(file, content) if shown else "application/octet-stream"
    named = {"as_attachment": not shown, "filename": file.name, "content_type": kind}
    response = _sent(content, f'"{file.sm3}"', request, named)
    # Browsers' own PDF viewers do not start in a sandbox.
    _guard(response, ALONE if file.kind == "pdf" else f"{ALONE}; sandbox")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{file.sm3}"'
    return response


def respond_shown(file: File, request: HttpRequest | None = None) -> HttpResponseBase:
    """What the page shows of a picture, a PDF or a converted document, in place. Pictures are
    drawn anew, without EXIF. Http404 when there is nothing to show."""
    if has_picture(file):
        try:
            content = renditions.picture_of(file, renditions.WIDE)
        except (renditions.Unshowable, FileNotFoundError):
            raise Http404 from None
        return _picture(content, f'"{file.sm3}.shown"', request)
    return _paper(file, request)


def respond_thumb(file: File, request: HttpRequest | None = None) -> HttpResponseBase:
    """The small picture of a file. While there is none, a clear pixel that lets the icon of its
    kind be seen, and the picture is asked for."""
    content = thumbs.thumb_of(file)
    if content is not None:
        return _picture(content, f'"{file.sm3}.thumb"', request)
    is_coming = thumb_soon(file)
    response = HttpResponse(CLEAR, content_type="image/gif")
    _guard(response, f"{ALONE}; sandbox")
    response["Cache-Control"] = "no-store" if is_coming else "private, max-age=600"
    return response


def _picture(content: Any, tag: str, request: HttpRequest | None) -> HttpResponseBase:
    """A picture drawn by us; its kind is told from its first bytes."""
    is_png = content.read(8).startswith(b"\x89PNG")
    content.seek(0)
    response = _inline(content, tag, request, "image/png" if is_png else "image/jpeg")
    _guard(response, f"{ALONE}; sandbox")
    response["Cache-Control"] = "private, max-age=600"
    return response


def _paper(file: File, request: HttpRequest | None) -> HttpResponseBase:
    try:
        content = file.open() if file.kind == "pdf" else renditions.paper_of(file)
    except FileNotFoundError:
        raise Http404 from None
    if content is None:
        raise Http404
    tag = file.sm3 if file.kind == "pdf" else renditions.mark_of(file)
    response = _inline(content, f'"{tag}"', request, "application/pdf")
    # Browsers' own PDF viewers do not start in a sandbox.
    _guard(response, ALONE)
    response["Cache-Control"] = "private, max-age=600"
    return response


def _inline(content: Any, tag: str, request: HttpRequest | None, kind: str) -> HttpResponseBase:
    response = _sent(content, tag, request, {"content_type": kind})
    response["Content-Disposition"] = "inline"
    return response


def _sent(
    content: Any, tag: str, request: HttpRequest | None, named: dict[str, Any]
) -> HttpResponseBase:
    return Sent(content, **named) if request is None else send(content, tag, request, **named)


def _guard(response: HttpResponseBase, policy: str) -> None:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"


def _type(file: File, content: Any) -> str:
    if file.kind != "text":
        return SHOWN[file.kind]
    found = charset(content.read(HEAD)) or "utf-8"
    content.seek(0)
    return f"text/plain; charset={found}"
