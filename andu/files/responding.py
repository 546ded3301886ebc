"""Giving a file to a browser so that it can do no harm there. The room has asked who may."""

from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from andu.files.models import File
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
    response["X-Content-Type-Options"] = "nosniff"
    # Browsers' own PDF viewers do not start in a sandbox.
    response["Content-Security-Policy"] = ALONE if file.kind == "pdf" else f"{ALONE}; sandbox"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response


def _type(file: File, content: Any) -> str:
    if file.kind != "text":
        return SHOWN[file.kind]
    found = charset(content.read(HEAD)) or "utf-8"
    content.seek(0)
    return f"text/plain; charset={found}"
