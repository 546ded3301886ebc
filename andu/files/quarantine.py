"""Where bytes wait until they are checked, and how they move in: a rename, never half a file."""

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from andu.kit.verdict import Refused, no

FOLDER, ISOLATED = "quarantine", "infected"
BLOCK = 1 << 20


@dataclass
class Held:
    """Bytes in quarantine: where they lie, how many they are, their SM3."""

    name: str
    size: int
    sm3: str

    def open(self) -> Any:
        """The bytes, for reading."""
        own = Path(settings.MEDIA_ROOT) / self.name
        return own.open("rb") if own.exists() else default_storage.open(self.name, "rb")

    def isolate(self) -> str:
        """Copy the bytes to the folder of infected ones; returns the name there."""
        with self.open() as content:
            place = f"{ISOLATED}/{uuid.uuid4().hex}"
            return str(default_storage.save(place, Content(content)))

    def admit(self) -> str:
        """Move the bytes to their place in the store; returns the name there."""
        made = uuid.uuid4().hex
        place = f"{made[:2]}/{made[2:4]}/{made}"
        try:
            source, target = default_storage.path(self.name), default_storage.path(place)
        except NotImplementedError:  # not on this machine's disk
            with self.open() as content:
                return str(default_storage.save(place, Content(content)))
        _rename(Path(source), Path(target))
        return place


@dataclass
class Arrived:
    """An upload that came piece by piece: its bytes lie under `lies` in the store's own folder."""

    name: str
    size: int
    lies: str


@contextmanager
def hold(upload: Any) -> Iterator[Held]:
    """Take an upload's bytes into quarantine; whatever happens, nothing stays there.

    What arrived piece by piece is checked where it lies, and stays there when it is refused.
    """
    with said_when_full():
        if isinstance(upload, Arrived):
            yield _arrived(upload)
            return
        counted = _Counted(upload)
        name = f"{FOLDER}/{uuid.uuid4().hex}"
        try:
            default_storage.save(name, counted)
            yield Held(name, counted.seen, counted.digest.finalize().hex())
        finally:
            default_storage.delete(name)


@contextmanager
def said_when_full() -> Iterator[None]:
    """A full disk is told in words instead of breaking the page."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        reason = _("服务器存储空间已满，附件没有保存。请联系系统管理员。")
        raise Refused(no(reason, "full")) from error


def _arrived(upload: Arrived) -> Held:
    digest, size = hashes.Hash(hashes.SM3()), 0
    try:
        with (Path(settings.MEDIA_ROOT) / upload.lies).open("rb") as content:
            while block := content.read(BLOCK):
                digest.update(block)
                size += len(block)
    except FileNotFoundError:  # finished by another request at this moment
        raise Refused(no(_("附件已经失效，请重新上传。"), "gone")) from None
    return Held(upload.lies, size, digest.finalize().hex())


class _Counted(Content):  # type: ignore[type-arg]
    """Counts and hashes while it is read."""

    def __init__(self, upload: Any) -> None:
        super().__init__(upload.file, upload.name)
        self.seen = 0
        self.digest = hashes.Hash(hashes.SM3())

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The upload's bytes from the start."""
        self.seen, self.digest = 0, hashes.Hash(hashes.SM3())
        for chunk in super().chunks(chunk_size):
            self.seen += len(chunk)
            self.digest.update(chunk)
            yield chunk


def _rename(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as content:
        os.fsync(content.fileno())
    source.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
