"""What is shown in place of a file: pictures drawn anew, office documents as PDF.

Kept by content in the folder `renditions` of the store, and made again when it is gone.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File as Content
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from andu.files.extracting import HOUSE
from andu.files.models import File

FOLDER = "renditions"
MEMORY, TIME = 1 << 30, 20
OFFICE_TIME = 120
WIDE = 2000  # pixels of a shown picture
PDF, FAILED = "pdf", "failed"
QUIET = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}


class Unshowable(Exception):
    """No harmless rendition could be made within the limits."""


def soffice() -> str:
    """LibreOffice's program; empty when this machine has none."""
    return shutil.which("soffice") or ""


def picture_of(file: File, wide: int) -> Any:
    """The picture drawn anew, open for reading. Raises Unshowable."""
    name = name_of(file, str(wide))
    if not default_storage.exists(name):
        if default_storage.exists(name_of(file, FAILED)):
            raise Unshowable
        try:
            keep(name, ContentFile(_redrawn(file, wide)))
        except Unshowable:
            keep(name_of(file, FAILED), ContentFile(b"-"))
            raise
    return default_storage.open(name, "rb")


def paper_of(file: File) -> Any:
    """The PDF made of an office document, open for reading; None when there is none (yet)."""
    name = name_of(file, PDF)
    return default_storage.open(name, "rb") if default_storage.exists(name) else None


def mark_of(file: File) -> str:
    """What tells this PDF of a document from one made anew, byte for byte."""
    made = default_storage.get_modified_time(name_of(file, PDF))
    return f"{file.sm3}.{made.timestamp():.6f}"


def stands(file: File) -> str:
    """How the PDF of an office document stands: ready, failed, or "" when nobody has made it."""
    if default_storage.exists(name_of(file, PDF)):
        return "ready"
    return FAILED if default_storage.exists(name_of(file, FAILED)) else ""


def make_paper(file: File) -> None:
    """Turn an office document into a PDF, or remember that it can't be done."""
    if stands(file):
        return
    with tempfile.TemporaryDirectory(prefix="andu-office-") as folder:
        made = _converted(file, Path(folder))
        if made is None:
            keep(name_of(file, FAILED), ContentFile(b"-"))
            return
        with made.open("rb") as content:
            keep(name_of(file, PDF), Content(content))


def redrawn(content: Any, wide: int, *, flat: bool = False) -> bytes:
    """A picture (open for reading) drawn anew in a process of its own, at most `wide` pixels: PNG
    when it is transparent, else JPEG. When `flat`, always JPEG, on white, and a PDF's first page
    is a picture, too. Raises Unshowable."""
    limits = [str(number) for number in (wide, MEMORY, TIME, int(flat))]
    command = [sys.executable, "-m", "andu.files.picture", *limits]
    try:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(content, copy)
            copy.seek(0)
            done = subprocess.run(  # noqa: S603
                command, stdin=copy, capture_output=True, timeout=TIME, check=True, cwd=HOUSE,
                env=QUIET,
            )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Unshowable from error
    return done.stdout


def name_of(file: File, what: str) -> str:
    """Where the store keeps a rendition of this content."""
    return f"{FOLDER}/{file.sm3[:2]}/{file.sm3}.{what}"


def keep(name: str, content: Any) -> None:
    """Into the store as a whole: made beside, then renamed where the store is a disk."""
    if default_storage.exists(name):
        return
    beside = default_storage.save(f"{name}.part", content)
    try:
        Path(default_storage.path(beside)).replace(default_storage.path(name))
    except NotImplementedError:
        with default_storage.open(beside, "rb") as made:
            default_storage.save(name, made)
        default_storage.delete(beside)


def _redrawn(file: File, wide: int) -> bytes:
    try:
        with file.open() as stored:
            return redrawn(stored, wide)
    except OSError as error:
        raise Unshowable from error


def _converted(file: File, folder: Path) -> Path | None:
    """The PDF in `folder`, or nothing; LibreOffice and its children are gone afterwards."""
    source = folder / f"document.{file.extension}"
    with file.open() as content, source.open("wb") as target:
        shutil.copyfileobj(content, target)
    command = [sys.executable, "-m", "andu.files.office", soffice(), str(folder), source.name]
    running = subprocess.Popen(  # noqa: S603
        command, cwd=HOUSE, env=QUIET | {"HOME": str(folder)}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        running.wait(OFFICE_TIME)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(running)
    made = folder / "document.pdf"
    return made if made.exists() and made.stat().st_size else None


def _end(running: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
