"""The log of backups: what was made, and where what stands here came from."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.backup import rules
from andu.backup.events import BackupMade, BackupRestored
from andu.backup.manifest import Manifest, Member
from andu.backup.models import Backup
from andu.kit.actor import Actor
from andu.kit.verdict import require


@transaction.atomic
def log_backup(place: Path, whole: Member, manifest: Manifest, *, by: Actor) -> Backup:
    """Note a backup that was made (BK-01): `whole` is the size and hash of its file."""
    require(rules.may_back_up(by))
    made = _noted(place, whole, manifest, by)
    record(BackupMade(size=whole.size, sm3=whole.sm3), by=by, on=made)
    return made


@transaction.atomic
def log_restoration(place: Path, whole: Member, manifest: Manifest, *, by: Actor) -> Backup:
    """Note, in what came out of a backup, that it did."""
    require(rules.may_back_up(by))
    made = _noted(place, whole, manifest, by)
    record(BackupRestored(sm3=whole.sm3), by=by, on=made)
    return made


def _noted(place: Path, whole: Member, manifest: Manifest, by: Actor) -> Backup:
    files = sum(name.startswith("files/") for name in manifest.members)
    return Backup.objects.create(
        made_at=timezone.now(), place=str(place)[-500:], size=whole.size, sm3=whole.sm3,
        files=files, by=by.name,
    )  # fmt: skip
