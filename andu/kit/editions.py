"""The edition of what seldom changes (people, units, settings): a number that is another one after
each change, so that what was read once may be kept in memory and is never out of date.

The database itself renews the number, by triggers on the watched tables and in the transaction of
the change: no writer can forget it, and a change that is rolled back renews nothing. Whoever reads
the number with the rest of what they read knows whether what they remember still holds.
"""

import contextlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Kept = TypeVar("Kept")
Item = TypeVar("Item", bound=Hashable)
MOST = 20_000

_watched: dict[str, tuple[str, ...]] = {}
_held: ContextVar[int | None] = ContextVar("edition", default=None)
_ABSENT = object()
_NOTHING: tuple[int, Any] = (-1, _ABSENT)
_memory: dict[Hashable, tuple[int, Any]] = {}


def watch(model: type[Model], *fields: str) -> None:
    """What is remembered rests on this table; of changed rows only on these fields, if named."""
    columns = {each.name: str(each.column) for each in model._meta.concrete_fields}
    _watched[model._meta.db_table] = tuple(columns[name] for name in fields)


@contextlib.contextmanager
def held(edition: int | None) -> Iterator[None]:
    """Within this, what was read in this edition is not read again. None (in a transaction that
    has changed something itself): everything is."""
    before = _held.set(edition)
    try:
        yield
    finally:
        _held.reset(before)


def hold(edition: int | None) -> None:
    """From now on, until the `held` around this ends."""
    _held.set(edition)


def current() -> int | None:
    """The edition that is held."""
    return _held.get()


def remembered(key: Hashable, read: Callable[[], Kept]) -> Kept:
    """What `read` returned for this key in the edition that is held; outside of one it is read.
    Never to be altered."""
    found: Kept = remembered_each(key, (None,), lambda _none: {None: read()})[None]
    return found


def remembered_each(
    key: Hashable, items: Iterable[Item], read: Callable[[list[Item]], Mapping[Item, Kept]]
) -> dict[Item, Kept]:
    """The same for several things at once: `read` gets those that are not remembered, and what it
    leaves out is remembered as not there."""
    wanted, edition = list(dict.fromkeys(items)), _held.get()
    if edition is None:
        return dict(read(wanted)) if wanted else {}
    known = {item: _memory.get((key, item), _NOTHING) for item in wanted}
    missing = [item for item, (number, _value) in known.items() if number != edition]
    if missing:
        known |= _kept(key, edition, missing, read(missing))
    return {item: value for item, (_number, value) in known.items() if value is not _ABSENT}


def _kept(
    key: Hashable, edition: int, items: list[Any], found: Mapping[Any, Any]
) -> dict[Any, tuple[int, Any]]:
    if len(_memory) + len(items) > MOST:
        _memory.clear()
    fresh = {item: (edition, found.get(item, _ABSENT)) for item in items}
    _memory.update({(key, item): pair for item, pair in fresh.items()})
    return fresh


def forget() -> None:
    """Keep nothing."""
    _memory.clear()


def now() -> int | None:
    """The edition as this transaction sees it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {reading()}")
        number: int | None = cursor.fetchone()[0]
    return number


def reading() -> str:
    """The edition as a part of a statement."""
    if connection.vendor == "postgresql":
        unchanged = "coalesce(current_setting('andu.changed', true), '') = ''"
        return f"(SELECT number FROM kit_edition WHERE {unchanged})"  # noqa: S608 - a constant
    return "(SELECT number FROM kit_edition)"


def install(**_signal: Any) -> None:
    """Give each watched table its triggers where they are missing: after every migration, since a
    table that is made anew loses them."""
    tables = set(connection.introspection.table_names())
    if "kit_edition" not in tables:
        return
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN[connection.vendor])
        known = {name for (name,) in cursor.fetchall()}
        for table in sorted(tables & _watched.keys()):
            for name, statement in _triggers(table, _watched[table]):
                if name not in known:
                    cursor.execute(statement)


_KNOWN = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'edition_%%'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition_%%'",
}


def _triggers(table: str, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names and statements of a table's triggers; all names are our own."""
    of = f" OF {', '.join(columns)}" if columns else ""
    if connection.vendor == "postgresql":
        acts = f"AFTER INSERT OR DELETE OR UPDATE{of} ON {table}"
        changed, following = f"edition_changed_{table}", f"edition_next_{table}"
        return [
            (changed, f"CREATE TRIGGER {changed} {acts} FOR EACH STATEMENT {_CHANGED}"),
            (following, f"CREATE CONSTRAINT TRIGGER {following} {acts} {_NEXT}"),
        ]
    return [
        (name, f"CREATE TRIGGER {name} AFTER {act} ON {table} {_RENEW}")
        for name, act in (
            (f"edition_new_{table}", "INSERT"), (f"edition_gone_{table}", "DELETE"),
            (f"edition_other_{table}", f"UPDATE{of}"),
        )
    ]  # fmt: skip


_CHANGED = "EXECUTE FUNCTION kit_edition_changed()"
_NEXT = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kit_edition_next()"
_RENEW = "BEGIN UPDATE kit_edition SET number = abs(random()); END"
