"""A database that fails at the k-th statement or commit; and what there is to compare."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

from andu.backup.fingerprints import fingerprints

HOWS = ("once", "on", "lost") + (("broken",) if connection.vendor == "postgresql" else ())
FULL = "DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"


class Fault:
    """Strikes at the k-th statement; a commit counts as one. How it goes on:

    once: that statement is refused; on: all from there on are; broken: the connection is cut (on
    PostgreSQL); lost: the commit is done, and the answer to it lost (other statements: as once).
    """

    def __init__(self, at: int, how: str) -> None:
        self.at, self.how, self.count = at, how, 0

    @property
    def has_struck(self) -> bool:
        return self.count >= self.at

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self._look(refused)
        return execute(sql, params, many, context)

    def commit(self, really: Callable[[], None]) -> None:
        """In place of the connection's own."""
        if self.how == "lost":
            really()
        self._look(_full)
        if self.how != "lost":
            really()

    def _look(self, refuse: Callable[[], Any]) -> None:
        self.count += 1
        if self.count == self.at and self.how == "broken":
            connection.connection.close()
        elif self.count == self.at or (self.count > self.at and self.how == "on"):
            refuse()


def refused() -> None:
    """In place of a statement: an error, on PostgreSQL by the server, which takes no more then."""
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors:
            connection.connection.execute(FULL)
    _full()


def _full() -> None:
    raise OperationalError("database or disk is full")


@contextmanager
def failing(at: int, how: str) -> Iterator[Fault]:
    """The database fails so within; afterwards it is whole, on a new connection if need be."""
    fault, really = Fault(at, how), connection._commit
    connection._commit = lambda: fault.commit(really)
    try:
        with connection.execute_wrapper(fault):
            yield fault
    finally:
        del connection._commit
        if connection.vendor == "postgresql":
            connection.close()  # as at the end of a request in which the database failed


@contextmanager
def unwritable(*tables: str) -> Iterator[None]:
    """No row can be added to these tables, however the statement goes."""
    added = re.compile(rf'INSERT INTO "?({"|".join(tables)})\b')

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if added.search(sql):
            refused()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def rows() -> dict[str, tuple[int, str]]:
    """Every table's fingerprint."""

    def read(sql: str) -> Iterator[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            yield from cursor.fetchall()

    return fingerprints(read)


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables that differ."""
    return [table for table in sorted(before) if before[table] != after[table]]
