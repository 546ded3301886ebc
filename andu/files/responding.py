"""Giving a file to a browser so that it can do no harm there. The room has asked who may."""

from typing import Any

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from andu.files import renditions
from andu.files.models import File
from andu.files.previewing import has_picture
from andu.files.sniffing import HEAD, charset
from andu.kit.verdict import Refused, no

# What a browser may show in place. Never SVG or HTML: they carry scripts.
SHOWN = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "bmp": "image/bmp", "text": "text/plain",
}  # fmt: skip
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def may_show(file: File) -> bool:
    """Whether a browser may show the file in place instead of saving it."""
    return file.kind in SHOWN


def respond(file: File, *, inline: bool = False) -> FileResponse:
    """The file as a download, or shown in place when `inline` and its kind is harmless.

    Refused when the stored bytes are missing.
    """
    shown = inline and may_show(file)
    try:
        content = file.open()
    except FileNotFoundError:
        reason = _("“{name}”的内容在存储中找不到。请联系系统管理员从备份恢复。")
        raise Refused(no(reason.format(name=file.name), "missing")) from None
    response = FileResponse(
        content, as_attachment=not shown, filename=file.name,
        content_type=_type(file, content) if shown else "application/octet-stream",
    )  # fmt: skip
    # Browsers' own PDF viewers do not start in a sandbox.
    _guard(response, ALONE if file.kind == "pdf" else f"{ALONE}; sandbox")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{file.sm3}"'
    return response


def respond_shown(file: File, *, wide: int = renditions.WIDE) -> HttpResponseBase:
    """What the page shows of a picture, a PDF or a converted document, in place. Pictures are
    drawn anew, without EXIF. Http404 when there is nothing to show."""
    try:
        content = renditions.picture_of(file, wide) if has_picture(file) else _paper(file)
    except (renditions.Unshowable, FileNotFoundError):
        raise Http404 from None
    if content is None:
        raise Http404
    if has_picture(file):
        head = content.read(8)
        content.seek(0)
        kind = "image/png" if head.startswith(b"\x89PNG") else "image/jpeg"
    else:
        kind = "application/pdf"
    response = FileResponse(content, content_type=kind)
    response["Content-Disposition"] = "inline"
    _guard(response, f"{ALONE}; sandbox" if has_picture(file) else ALONE)
    response["Cache-Control"] = "private, max-age=600"
    return response


def _paper(file: File) -> Any:
    return file.open() if file.kind == "pdf" else renditions.paper_of(file)


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
