"""What differs between the databases: a copy of one moment, and putting it back.

Each engine's own means are used: SQLite's online copy, PostgreSQL's pg_dump and pg_restore. They
know everything about themselves, and work goes on while they run.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from andu.backup.fingerprints import Read
from andu.backup.manifest import Unfit

AT_ONCE = 2000  # rows


def engine() -> str:
    """sqlite or postgresql."""
    return str(connection.vendor)


@contextlib.contextmanager
def copied(target: Path) -> Iterator[Read]:
    """Write the database as of one moment to `target`; gives a way to read that same moment."""
    with _sqlite_copy(target) if engine() == "sqlite" else _postgresql_copy(target) as read:
        yield read


def read(sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, from the database in use."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found


def is_empty() -> bool:
    """Whether the database holds no table yet."""
    return not connection.introspection.table_names()


def put_back(source: Path) -> None:
    """Make the empty database what the copy is; all or nothing."""
    if engine() == "sqlite":
        _sqlite_back(source)
    else:
        restored = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _run("pg_restore", *restored, "--dbname", str(_database()["NAME"]), str(source))


@contextlib.contextmanager
def _sqlite_copy(target: Path) -> Iterator[Read]:
    """Types are read as Django reads them, so that both sides compare."""
    connection.ensure_connection()
    types = sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES
    with contextlib.closing(sqlite3.connect(target, detect_types=types)) as copy:
        connection.connection.backup(copy)
        yield copy.execute


@contextlib.contextmanager
def _postgresql_copy(target: Path) -> Iterator[Read]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot}", "--file", str(target), str(_database()["NAME"]),
        )  # fmt: skip
        yield read


def _sqlite_back(source: Path) -> None:
    """Beside it first, then in its place by one rename; leftovers of an empty one go."""
    place = Path(str(settings.DATABASES["default"]["NAME"]))
    connection.close()
    beside = place.with_name(f"{place.name}.restoring")
    with contextlib.closing(sqlite3.connect(source)) as copy, source.open("rb") as content:
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise Unfit(_("备份里的数据库不完整，请换一份备份。"))
        with beside.open("wb") as out:
            shutil.copyfileobj(content, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
    for tail in ("-wal", "-shm"):
        place.with_name(place.name + tail).unlink(missing_ok=True)
    beside.replace(place)


def _database() -> dict[str, Any]:
    return dict(connection.settings_dict)


def _run(program: str, *words: str) -> None:
    """A program of PostgreSQL on our database; the password goes by the environment."""
    found = shutil.which(program)
    if not found:
        raise Unfit(_("找不到 {program}，请安装 PostgreSQL 客户端程序。").format(program=program))
    told = _database()
    given = {
        f"PG{name}": str(told[name])
        for name in ("HOST", "PORT", "USER", "PASSWORD")
        if told.get(name)
    }
    done = subprocess.run(  # noqa: S603
        [found, *words], env={"LC_ALL": "C", **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500]
        raise Unfit(_("{program} 没有成功：{said}").format(program=program, said=said))
