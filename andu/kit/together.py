"""New rows of several tables written together: on PostgreSQL in one statement for them all.

An act that makes many things at once opens `together(…)` and says of what kinds they are; their
keys are drawn at once, so that rows may name each other before any is written. Within it `insert`
keeps a row for later; it is written with the rest when the block ends, or at `flush`. Outside of
one, and on a database that is no journey away, `insert` writes at once.
"""

import contextlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model
from psycopg.types.json import Jsonb

Row = TypeVar("Row", bound=Model)
Columns = Sequence[Field[Any, Any]]


@dataclass
class _Batch:
    """The keys that are left, and the rows that wait, in the order they came."""

    keys: dict[type[Model], list[int]] = field(default_factory=dict)
    rows: list[Model] = field(default_factory=list)


_open: ContextVar[_Batch | None] = ContextVar("together", default=None)


@contextlib.contextmanager
def together(*kinds: type[Model]) -> Iterator[None]:
    """Write the new rows of these kinds together; a kind stands here once for every row. Within an
    open one it is part of that. Nothing is written when the block is left by an error."""
    if _open.get() is not None or connection.vendor != "postgresql":
        yield
        return
    token = _open.set(_Batch(_keys(kinds)))
    try:
        yield
        flush()
    finally:
        _open.reset(token)


def insert(row: Row) -> Row:
    """Write a new row, or keep it for the end of the block, with its key. The same row."""
    batch = _open.get()
    if batch is None or not batch.keys.get(type(row)):
        row.save(force_insert=True)
        return row
    row.pk = batch.keys[type(row)].pop(0)
    row._state.adding, row._state.db = False, connection.alias
    batch.rows.append(row)
    return row


def insert_many(rows: Iterable[Row]) -> list[Row]:
    """Several rows of one kind that nobody names, with a key or without."""
    found, batch = list(rows), _open.get()
    if batch is not None:
        batch.rows += found
    elif found:
        type(found[0])._default_manager.bulk_create(found)
    return found


def flush() -> None:
    """Write what waits: what comes next reads it."""
    batch = _open.get()
    if batch is None or not batch.rows:
        return
    rows, batch.rows = batch.rows, []
    _at_once([(model, list(some)) for model, some in groupby(rows, key=type)])


def _keys(kinds: Sequence[type[Model]]) -> dict[type[Model], list[int]]:
    found: dict[type[Model], list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_drawing(kinds))
        for model, key in zip(kinds, cursor.fetchone(), strict=True):
            found[model].append(key)
    return found


@cache
def _drawing(kinds: Sequence[type[Model]]) -> str:
    drawn = (f"nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id'))" for model in kinds)
    return f"SELECT {', '.join(drawn)}"


def _at_once(groups: list[tuple[type[Model], list[Model]]]) -> None:
    shape = tuple((model, some[0].pk is not None) for model, some in groups)
    values: dict[str, Any] = {
        f"rows{at}": _plain(some, shape[at][1]) for at, (_model, some) in enumerate(groups)
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(shape), values)


@cache
def _statement(shape: Sequence[tuple[type[Model], bool]]) -> str:
    parts = [_part(at, model, keyed) for at, (model, keyed) in enumerate(shape)]
    named = [f"made{at} AS ({part})" for at, part in enumerate(parts[:-1])]
    before = f"WITH {', '.join(named)} " if named else ""
    return before + parts[-1]


def _part(at: int, model: type[Model], keyed: bool) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    names = [f'"{each.column}"' for each in _columns(model, keyed)]
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)}"  # noqa: S608
        f" FROM jsonb_populate_recordset(NULL::{table}, %(rows{at})s)"
    )


def _plain(rows: list[Model], keyed: bool) -> Jsonb:
    columns = _columns(type(rows[0]), keyed)
    found = [{str(each.column): each.pre_save(row, True) for each in columns} for row in rows]
    return Jsonb(found, dumps=partial(json.dumps, default=str))


@cache
def _columns(model: type[Model], keyed: bool) -> Columns:
    return [each for each in model._meta.concrete_fields if keyed or not each.primary_key]
