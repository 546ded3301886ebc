"""A durable PostgreSQL for one run: a database for each contender, copied from one of two.

`house` holds the product's tables as migrations leave them. `floor` holds, in a schema of that
name, bare copies of the tables one step writes: the same columns and indexes, no foreign keys.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tools import postgresql

ROOT = Path(__file__).resolve().parent.parent
# fsync, synchronous_commit and full_page_writes are on by themselves: what is acknowledged stays.
DURABLE = [
    "shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "random_page_cost=1.1",
    "max_connections=60", "autovacuum_naptime=10min",
]  # fmt: skip
COUNTING = [
    "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=none",
    "pg_stat_statements.track_utility=off",
]  # fmt: skip
STEP_TABLES = {
    "run": "workflow_run", "matter": "workflow_matter", "history": "workflow_history",
    "visit": "workflow_visit", "seat": "workflow_seat", "participant": "workflow_participant",
    "todo": "todo_todo", "notice": "notify_notice", "record": "forms_recordversion",
}  # fmt: skip
EMPTY = {
    "character varying": "''", "text": "''", "boolean": "false", "jsonb": "'{}'",
    "timestamp with time zone": "now()",
}  # fmt: skip
UNSAID = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'floor' AND is_nullable = 'NO' AND column_default IS NULL
  AND is_identity = 'NO'
"""


class Cluster:
    """A running server."""

    def __init__(self, url: str) -> None:
        self.url = url

    def address(self, name: str) -> str:
        """The DATABASE_URL of one database."""
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def make(self, name: str, template: str) -> str:
        """A new database, copied from another; its address."""
        self.say("postgres", f'DROP DATABASE IF EXISTS "{name}"')
        self.say("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.address(name)

    def drop(self, name: str) -> None:
        """A database is no longer needed."""
        self.say("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def say(self, database: str, *statements: str) -> None:
        """Statements of our own, each in a transaction of its own."""
        with psycopg.connect(self.address(database), autocommit=True) as line:
            for statement in statements:
                line.execute(statement.encode())

    def whole_pages(self, *, on: bool) -> None:
        """Whether the first change of a page after a checkpoint logs the page: as in production,
        or not while bytes are counted."""
        said = "RESET" if on else "SET"
        value = "" if on else " = off"
        self.say("postgres", f"ALTER SYSTEM {said} full_page_writes{value}")
        self.say("postgres", "SELECT pg_reload_conf()", "CHECKPOINT")

    @property
    def version(self) -> str:
        """The server's version."""
        with psycopg.connect(self.url) as line:
            return str(line.execute("SHOW server_version").fetchone()[0]).split()[0]  # type: ignore[index]


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Start the server, make the two databases that others are copied from."""
    with postgresql.server([*DURABLE, *(COUNTING if counts_statements() else [])]) as url:
        made = Cluster(url)
        made.make("house", "template0")
        if counts_statements():
            made.say("house", "CREATE EXTENSION pg_stat_statements")
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "DATABASE_URL": made.address("house"), "ANDU_DATA": data}
            command = [sys.executable, "-m", "andu", "migrate", "-v0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
        made.make("floor", "house")
        _strip(made)
        yield made


def counts_statements() -> bool:
    """Whether this PostgreSQL can count statements by itself (Debian: part of postgresql)."""
    places = postgresql.binaries()
    home = (places / "initdb").resolve().parent.parent if places else ROOT
    return any(home.glob("lib/**/pg_stat_statements.*"))


def _strip(made: Cluster) -> None:
    """Leave in `floor` only the tables of a step; a column that has to be said is empty unless it
    is."""
    made.say("floor", "CREATE SCHEMA floor", *(
        f"CREATE TABLE floor.{name} (LIKE public.{table} INCLUDING ALL)"
        for name, table in STEP_TABLES.items()
    ))  # fmt: skip
    with psycopg.connect(made.address("floor")) as line:
        unsaid = line.execute(UNSAID).fetchall()
    made.say("floor", *(
        f'ALTER TABLE floor.{table} ALTER "{column}" SET DEFAULT {EMPTY.get(kind, "0")}'
        for table, column, kind in unsaid
    ))  # fmt: skip
    counting = ["CREATE EXTENSION pg_stat_statements"] if counts_statements() else []
    made.say("floor", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public", *counting)
