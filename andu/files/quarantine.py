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
from django.core.files import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from andu.kit.verdict import Refused, no

FOLDER = "quarantine"


@dataclass
class Held:
    """Bytes in quarantine: where they lie, how many they are, their SM3."""

    name: str
    size: int
    sm3: str

    def open(self) -> Any:
        """The bytes, for reading."""
        return default_storage.open(self.name, "rb")

    def admit(self) -> str:
        """Move the bytes to their place in the store; returns the name there."""
        made = uuid.uuid4().hex
        place = f"{made[:2]}/{made[2:4]}/{made}"
        try:
            source, target = default_storage.path(self.name), default_storage.path(place)
        except NotImplementedError:  # not on this machine's disk
            with self.open() as content:
                return str(default_storage.save(place, content))
        _rename(Path(source), Path(target))
        return place


@contextmanager
def hold(upload: Any) -> Iterator[Held]:
    """Take an upload's bytes into quarantine; whatever happens, nothing stays there."""
    counted = _Counted(upload)
    name = f"{FOLDER}/{uuid.uuid4().hex}"
    try:
        default_storage.save(name, counted)
        yield Held(name, counted.seen, counted.digest.finalize().hex())
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        reason = _("服务器存储空间已满，附件没有保存。请联系系统管理员。")
        raise Refused(no(reason, "full")) from error
    finally:
        default_storage.delete(name)


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
