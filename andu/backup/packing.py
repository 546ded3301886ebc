"""Writing a backup: database, files, key and list into one tar, beside its name until it is whole.

Work goes on meanwhile: the database is copied as of one moment first, and stored files never
change, so every file it names is there; what arrives later is in the next backup.
"""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from andu.backup import engines
from andu.backup.fingerprints import fingerprints
from andu.backup.manifest import NAME, SUM, Manifest, Member, migrations
from andu.files import arriving, renditions
from andu.files.clearing import POSTED

DATABASE = "database"
KEY = "secret.key"
FILES = "files/"
LEFT_OUT = frozenset(
    {arriving.FOLDER, renditions.FOLDER, POSTED}
)  # half uploads, what can be made anew
CHUNK = 1024 * 1024
# What the database says is stored just as it came, with its hash.
NAMED = "SELECT storage_name, sm3 FROM files_file WHERE header = ''"


def pack(target: Path) -> Manifest:
    """Write the backup to `target`; nothing of that name is left when it fails.

    The folder of `target` needs room for the files and twice the database. OSError when it is
    full or closed to us, Unfit when the database can't be copied.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(prefix="andu-", dir=target.parent) as folder:
            manifest = _written(beside, Path(folder) / DATABASE)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _settle(target.parent)
    return manifest


def _written(beside: Path, copy: Path) -> Manifest:
    with beside.open("wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        with engines.copied(copy) as read:
            named: dict[str, str] = dict(read(NAMED))
            manifest = Manifest(
                timezone.now().isoformat(), engines.engine(), migrations(read), fingerprints(read)
            )
        manifest.members[DATABASE] = _add(tar, DATABASE, copy)
        for name, path in _stored():
            _keep(tar, manifest, name, path)
        manifest.members[KEY] = _text(tar, KEY, settings.SECRET_KEY.encode())
        manifest.lost.extend(_lost(named, manifest))
        _text(tar, SUM, _text(tar, NAME, manifest.encoded()).sm3.encode())
        tar.close()
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _keep(tar: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    try:
        manifest.members[name] = _add(tar, name, path)
    except FileNotFoundError:
        return  # cleared away meanwhile; told as lost when the database still names it


def _lost(named: dict[str, str], manifest: Manifest) -> list[str]:
    """Files the database names that are gone or have other bytes than when they came."""
    return sorted(
        name for name, sm3 in named.items()
        if FILES + name not in manifest.members or manifest.members[FILES + name].sm3 != sm3
    )  # fmt: skip


def _stored() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        within = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and within.parts[0] not in LEFT_OUT:
            yield FILES + within.as_posix(), path


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Member:
    with path.open("rb") as content:
        return _stream(tar, name, content, os.fstat(content.fileno()).st_size)


def _text(tar: tarfile.TarFile, name: str, content: bytes) -> Member:
    return _stream(tar, name, io.BytesIO(content), len(content))


def _stream(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> Member:
    said = tarfile.TarInfo(name)
    said.size, said.mode, said.mtime = size, 0o600, int(timezone.now().timestamp())
    hashed = Hashed(content)
    tar.addfile(said, hashed)
    return Member(size, hashed.digest.hexdigest())


class Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest = content, hashlib.new("sm3")

    def read(self, size: int = -1) -> bytes:
        """As of a file."""
        found = self.content.read(size)
        self.digest.update(found)
        return found


def _settle(folder: Path) -> None:
    """The new name survives a power cut, too."""
    handle: Any = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
