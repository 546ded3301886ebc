"""python -m tests.upgrade.carrying <andu.sqlite3>: the first release as it would have stood on
PostgreSQL: tables made by the migrations it knew and no later one, and in them the same rows.

The index of the search is each database's own and stays behind; all else comes along, and is
counted.
"""

# ruff: noqa: E402 - models can be imported only after setup; names come from the database

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg.types.json import Jsonb

INDEX = "search_piece"
READ: dict[str, Any] = {"jsonb": json.loads, "bytea": lambda found: f"\\x{found.hex()}"}
Columns = dict[str, str]


def main(path: str) -> None:
    """Carry every table over in one go; its keys and what points at them stay what they were."""
    old = sqlite3.connect(path)
    old.row_factory = sqlite3.Row
    applied = dict(old.execute("SELECT app, name FROM django_migrations ORDER BY id"))
    MigrationExecutor(connection).migrate(list(applied.items()))
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _tables(cursor)
        assert set(tables) == _named(old), set(tables) ^ _named(old)
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for name, columns in tables.items():
            _carry(cursor, name, columns, list(old.execute(f'SELECT * FROM "{name}"')))
        for name, key in _numbered(cursor):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), max({key})) FROM {name}",
                [name, key],
            )


def _named(old: sqlite3.Connection) -> set[str]:
    """The tables that release had on SQLite."""
    found = old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in found if not name.startswith(("sqlite_", INDEX))}


def _tables(cursor: Any) -> dict[str, Columns]:
    """The tables it has on PostgreSQL: column → type."""
    cursor.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name <> %s",
        [INDEX],
    )
    found: defaultdict[str, Columns] = defaultdict(dict)
    for table, column, kind in cursor.fetchall():
        found[table][column] = kind
    return dict(found)


def _carry(cursor: Any, name: str, columns: Columns, rows: list[sqlite3.Row]) -> None:
    """The rows of one table; PostgreSQL reads each value as its column's type."""
    given = [dict(_values(columns, row)) for row in rows]
    cursor.execute(
        f"INSERT INTO {name} SELECT * FROM jsonb_populate_recordset(NULL::{name}, %s)",
        [Jsonb(given)],
    )
    assert cursor.rowcount == len(rows), name


def _values(columns: Columns, row: sqlite3.Row) -> Iterator[tuple[str, Any]]:
    assert set(row.keys()) == set(columns), set(row.keys()) ^ set(columns)
    for column, kind in columns.items():
        found = row[column]
        yield column, found if found is None or kind not in READ else READ[kind](found)


def _numbered(cursor: Any) -> list[tuple[str, str]]:
    """Keys that PostgreSQL counts itself."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND is_identity = 'YES'"
    )
    return list(cursor.fetchall())


if __name__ == "__main__":
    main(sys.argv[1])
