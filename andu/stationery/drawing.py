"""Turning an upload into the picture of a signature."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from andu.files import storing
from andu.files.models import File
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no, require
from andu.stationery import rules
from andu.stationery.inking import BLANK, COVERED

HOUSE = Path(__file__).resolve().parents[2]
MEMORY, TIME = 1 << 30, 20
LARGEST = 5 * 1024 * 1024
QUIET = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}


def staged(upload: Any, *, by: Actor) -> File:
    """The signature drawn anew from an upload (PNG, JPG, WebP), as the person's staged file;
    Refused when nothing can be made of it. Call it outside a transaction of your own."""
    require(rules.may_sign(by))
    if upload is None or not upload.size:
        raise Refused(no(_("请先在框里签名，或选择一张签名图片。"), "invalid"))
    if upload.size > LARGEST:
        raise Refused(no(_("图片超过 5 MB，请压缩或裁剪后再上传。"), "invalid"))
    picture = ContentFile(_inked(upload.read()), name=_("签名") + ".png")
    return storing.store(picture, by=by)


def _inked(content: bytes) -> bytes:
    command = [sys.executable, "-m", "andu.stationery.inking", str(MEMORY), str(TIME)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=TIME, check=True, cwd=HOUSE,
            env=QUIET,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise Refused(no(_why(error.returncode), "invalid")) from None
    except (OSError, subprocess.SubprocessError):
        raise Refused(no(_why(0), "invalid")) from None
    return done.stdout


def _why(code: int) -> str:
    if code == BLANK:
        return _("图片里看不到字迹。请用深色笔写在白纸上，再拍照上传。")
    if code == COVERED:
        return _("图片里分不出字迹和纸。请拍白纸上的签名，或裁掉四周再上传。")
    return _("这张图片读不出来，请用 PNG、JPG 或 WebP 图片。")
