"""Uploads piece by piece: announced, added to, finished into a staged file, or given up.

A piece counts once it is on the disk and its row says so; after a broken connection or a killed
server the browser asks how far it came and goes on from there.
"""

import hashlib
import hmac
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.files import naming, rules
from andu.files.models import File, Upload
from andu.files.quarantine import Arrived, said_when_full
from andu.files.storing import store
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require

FOLDER = "arriving"
PIECE = 4 * 1024 * 1024  # bytes of one request, held in memory
BLOCK = 1 << 20


@transaction.atomic
def begin(name: str, size: int, likeness: str = "", *, by: Actor) -> Upload:
    """Announce a file of `size` bytes; the same file begun before is taken up again.

    Type, size, quota and room on the disk are asked before the first byte travels.
    """
    clean, likeness = naming.clean(name), likeness[:120]
    require(rules.may_begin(by, clean, size, free()))
    mine = Upload.objects.visible_to(by).unfinished()
    if likeness and (known := mine.filter(likeness=likeness, name=clean, size=size).first()):
        return known
    require(rules.may_add_up(by, mine, size))
    now = timezone.now()
    return Upload.objects.create(
        organisation_id=by.organisation_id, member_id=by.member_id, account_id=by.account_id or 0,
        token=uuid.uuid4().hex, name=clean, size=size, likeness=likeness,
        begun_at=now, touched_at=now,
    )  # fmt: skip


def received(upload: Upload) -> int:
    """How many bytes are safely here: what the row says, unless the disk lost some."""
    path = path_of(upload.token)
    return min(upload.received, path.stat().st_size) if path.exists() else 0


@transaction.atomic
def add(upload: Upload, offset: int, piece: bytes, *, by: Actor) -> Upload:
    """Write a piece at `offset`, which must be where the upload stands; on the disk when this
    returns."""
    upload = lock(upload)
    require(rules.may_add(by, upload, offset, received(upload), len(piece)))
    with said_when_full():
        _write(path_of(upload.token), offset, piece)
    upload.received, upload.touched_at = offset + len(piece), timezone.now()
    upload.save(update_fields=["received", "touched_at"])
    return upload


def finish(upload: Upload, sha256: str = "", *, by: Actor) -> File:
    """The staged file an upload became. Checked as any other upload; one that is refused is given
    up with its bytes. Finishing twice gives the same file."""
    upload.refresh_from_db()
    if upload.file is not None:
        return upload.file
    require(rules.may_finish(by, upload, received(upload)))
    if sha256 and not hmac.compare_digest(_sha256(path_of(upload.token)), sha256.lower()):
        drop(upload, by=by)
        raise Refused(no(_("“{name}”传坏了，请重新上传。").format(name=upload.name), "damaged"))
    try:
        file = store(Arrived(upload.name, upload.size, f"{FOLDER}/{upload.token}"), by=by)
    except Refused as refused:
        if refused.verdict.code not in rules.PASSING:
            drop(upload, by=by)
        raise
    Upload.objects.filter(pk=upload.pk).update(file=file, touched_at=timezone.now())
    return file


@transaction.atomic
def drop(upload: Upload, *, by: Actor) -> None:
    """Give an upload up; what came of it is deleted."""
    require(rules.may_drop(by, upload))
    forget(upload)


def forget(upload: Upload) -> None:
    """Delete the row, and the bytes once that is committed."""
    path = path_of(upload.token)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def path_of(token: str) -> Path:
    """Where the bytes of an upload lie until it is finished."""
    return Path(settings.MEDIA_ROOT) / FOLDER / token


def stray_paths(known: set[str]) -> Iterator[Path]:
    """Bytes of uploads without a row."""
    folder = path_of("")
    if folder.exists():
        yield from (path for path in folder.iterdir() if path.name not in known)


def free() -> int:
    """Bytes free where files are kept."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(root).free


def _write(path: Path, offset: int, piece: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as target:
        target.truncate(offset)
        target.seek(offset)
        target.write(piece)
        target.flush()
        os.fsync(target.fileno())


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
