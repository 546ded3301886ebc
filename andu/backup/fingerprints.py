"""Fingerprints of tables: two databases of one engine are equal when all of them are."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

Read = Callable[[str], Iterator[tuple[Any, ...]]]  # a statement's rows, streaming


def fingerprints(read: Read) -> dict[str, tuple[int, str]]:
    """Table → number of rows and SM3 over all of them in the order of their keys.

    One statement a table; rows stream, so memory doesn't grow with them.
    """
    tables = {model._meta.db_table: model for model in _models()}
    there = set(connection.introspection.table_names())
    return {table: _of(read, model) for table, model in sorted(tables.items()) if table in there}


def _models() -> Iterator[type[Model]]:
    yield MigrationRecorder.Migration
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _of(read: Read, model: type[Model]) -> tuple[int, str]:
    rows, digest = 0, hashlib.new("sm3")
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(each.column)) for each in model._meta.concrete_fields)
    key = quote(str(model._meta.pk.column if model._meta.pk else "id"))
    # Names of our own models, quoted by the engine: nothing here comes from outside.
    sql = f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {key}"  # noqa: S608
    for row in read(sql):
        rows += 1
        digest.update(repr([_plain(each) for each in row]).encode())
    return rows, digest.hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
