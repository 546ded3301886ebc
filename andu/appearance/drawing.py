"""Turning an upload into a picture of the site: looked at by content, drawn anew, bounded."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from andu.files.renditions import Unshowable, redrawn
from andu.kit.verdict import Refused, no

LARGEST = 2 * 1024 * 1024
HEADS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
WIDE = {"logo": 512, "favicon": 128, "scene": 1600}  # pixels of the longer side


def drawn(upload: Any, use: str) -> tuple[str, str, bytes]:
    """Digest, kind (png or jpeg) and bytes of the new picture. An SVG is refused: it may carry
    scripts and what it loads from elsewhere. Call it outside a transaction."""
    name = upload.name
    if upload.size > LARGEST:
        raise Refused(no(_("“{name}”超过 2 MB，请缩小后再上传。").format(name=name), "size"))
    head = upload.read(8)
    if not _kind(head):
        reason = _("“{name}”不是 PNG 或 JPG 图片。矢量图（SVG）请先另存为 PNG 再上传。")
        raise Refused(no(reason.format(name=name), "type"))
    upload.seek(0)
    try:
        made = redrawn(upload, WIDE[use])
    except Unshowable:
        reason = _("“{name}”读不出来，请重新导出为 PNG 或 JPG 后再上传。")
        raise Refused(no(reason.format(name=name), "type")) from None
    return hashlib.sha256(made).hexdigest(), _kind(made), made


def _kind(content: bytes) -> str:
    return next((kind for head, kind in HEADS.items() if content.startswith(head)), "")
