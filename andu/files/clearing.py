"""Clearing away what nobody holds: uploads never attached, old bins, bytes without a row."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from andu.files import arriving, renditions
from andu.files.models import Chain, File, Upload
from andu.files.policy import BIN_DAYS, STAGED_HOURS, UNFINISHED_HOURS
from andu.files.quarantine import FOLDER
from andu.policy.reading import value

AT_ONCE = 500
RENDITION_AGE = datetime.timedelta(days=90)
POSTED = Path(settings.FILE_UPLOAD_TEMP_DIR).name  # where a post lies while its view runs
STRAY_AGE = datetime.timedelta(days=1)


def clear_abandoned(now: datetime.datetime | None = None) -> int:
    """Clear uploads that were never attached, and bins past their days; returns how many."""
    now = now or timezone.now()
    staged = now - datetime.timedelta(hours=value(STAGED_HOURS))
    binned = now - datetime.timedelta(days=value(BIN_DAYS))
    old = [
        *File.objects.abandoned(staged)[:AT_ONCE],
        *File.objects.thrown_away(binned)[:AT_ONCE],
    ]
    return sum(_cleared(file) for file in old)


def clear_uploads(now: datetime.datetime | None = None) -> int:
    """Give up uploads nobody went on with, and bytes of uploads without a row; how many."""
    now = now or timezone.now()
    before = now - datetime.timedelta(hours=value(UNFINISHED_HOURS))
    known = set(Upload.objects.values_list("token", flat=True))
    old = list(Upload.objects.filter(touched_at__lt=before)[:AT_ONCE])
    for upload in old:
        with transaction.atomic():
            arriving.forget(upload)
    strays = 0
    for path in arriving.stray_paths(known):
        if path.stat().st_mtime < (now - STRAY_AGE).timestamp():
            path.unlink(missing_ok=True)
            strays += 1
    return len(old) + strays


def clear_strays(now: datetime.datetime | None = None) -> int:
    """Delete stored bytes that have no row and are a day old (a crash left them); how many."""
    now, gone = now or timezone.now(), 0
    for folder in _folders():
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(
            File.objects.filter(storage_name__in=names).values_list("storage_name", flat=True)
        )
        for name in set(names) - known:
            if now - default_storage.get_modified_time(name) > STRAY_AGE:
                default_storage.delete(name)
                gone += 1
    return gone


def clear_renditions(now: datetime.datetime | None = None) -> int:
    """Delete what is shown in place of files when it is old; it is made again when asked for."""
    now, gone = now or timezone.now(), 0
    if not default_storage.exists(renditions.FOLDER):
        return 0
    for folder in default_storage.listdir(renditions.FOLDER)[0]:
        for name in default_storage.listdir(f"{renditions.FOLDER}/{folder}")[1]:
            place = f"{renditions.FOLDER}/{folder}/{name}"
            if now - default_storage.get_modified_time(place) > RENDITION_AGE:
                default_storage.delete(place)
                gone += 1
    return gone


def _cleared(file: File) -> bool:
    """Whether the row went; a row that a room still holds stays with its bytes."""
    try:
        with transaction.atomic():
            locked = File.objects.select_for_update().filter(pk=file.pk, state=file.state).first()
            if locked is None:
                return False
            locked.delete()
            if not File.objects.filter(chain=file.chain_id).exists():
                Chain.objects.filter(pk=file.chain_id).delete()
            transaction.on_commit(lambda: default_storage.delete(file.storage_name))
    except ProtectedError:
        return False
    return True


def _folders() -> Iterator[str]:
    if not default_storage.exists(""):
        return
    for first in default_storage.listdir("")[0]:
        if first in (FOLDER, POSTED):
            yield first
            continue
        if first == renditions.FOLDER:
            continue
        for second in default_storage.listdir(first)[0]:
            yield f"{first}/{second}"
