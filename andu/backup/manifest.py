"""The list that goes with a backup: what is in it, with sizes and hashes, and of which version."""

import datetime
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from andu.backup.fingerprints import Read
from andu.kit.chain import sm3

FORMAT = 1
NAME = "manifest.json"
SUM = "manifest.sm3"  # the hash of the list itself
MOST = 64 * 1024 * 1024  # bytes of a list: some 500,000 files


class Unfit(Exception):
    """A backup that can't be used; the text says why and what to do."""


@dataclass(frozen=True)
class Member:
    """One member of the file: size in bytes, SM3 of its bytes."""

    size: int
    sm3: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `tables`: rows and fingerprint of each; `lost`: files the database
    names and nobody found; `migrations`: the version of the tables."""

    made_at: str
    engine: str
    migrations: list[str]
    tables: dict[str, tuple[int, str]]
    members: dict[str, Member] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    format: int = FORMAT

    def encoded(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


def decoded(content: bytes, told: bytes) -> Manifest:
    """The list read back; Unfit when it is none of ours, or has not the hash it was `told` with."""
    if sm3(content).encode() != told:
        raise Unfit(_("备份的清单已损坏，请换一份。"))
    try:
        said: dict[str, Any] = json.loads(content)
        if said["format"] != FORMAT:
            raise Unfit(_("这份备份是别的格式（{format}），请用制作它的版本恢复。").format(
                format=said["format"]
            ))  # fmt: skip
        datetime.datetime.fromisoformat(said["made_at"])
        members = {name: Member(**each) for name, each in said.pop("members").items()}
        tables = {name: (int(rows), str(sm3)) for name, (rows, sm3) in said.pop("tables").items()}
        return Manifest(**said, members=members, tables=tables)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(_("备份的清单读不出来：文件已损坏，请换一份。")) from error


def migrations(read: Read) -> list[str]:
    """The migrations a database has, as "room.0001_name", sorted."""
    return sorted(f"{app}.{name}" for app, name in read("SELECT app, name FROM django_migrations"))


def unknown(manifest: Manifest) -> list[str]:
    """Migrations of the backup that this version doesn't have: it was made by a newer one."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    return [name for name in manifest.migrations if name not in known]
