"""PostgreSQL's way of writing: one statement for a whole decision; no flow logic in it.

The gate is the update of the run's row by version; every other part reads from it, so that none
writes when somebody was faster. A part with nothing to write is left out. Rows travel as JSON.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg.types.json import Jsonb

from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Matter, Participant, Run, Seat, Visit
from andu.workflow.store_reading import load, table
from andu.workflow.writing import Rows

__all__ = ["Miscounted", "load", "write"]

RUN = ("version", "sequence", "head", "visits", "seats", "outcome", "by_history", "suspended")
VISIT = ("state", "why", "left")
SEAT = ("state", "how", "vote", "why", "opened", "closed", "due", "respond_due")
UNCOUNTED = ("gone", "ended")
Parts = tuple[str, ...]


class Miscounted(RuntimeError):
    """The statement wrote other than it was told to: the transaction must not stand."""


def write(loaded: Loaded, rows: Rows) -> bool:
    """Write everything in one statement; False when somebody was faster."""
    given = _given(rows)
    with connection.cursor() as cursor:
        cursor.execute(*said(loaded, rows))
        gates, heard, *written = cursor.fetchone()
    if not gates:
        return False
    told = [len(each) for each in given.values()]
    if written != told:
        raise Miscounted(f"{told} != {written}")
    for notice, key in zip(rows.notices, heard or (), strict=True):
        notice.pk = key
    return True


def said(loaded: Loaded, rows: Rows) -> tuple[str, dict[str, Any]]:
    """The statement of these rows, and its values."""
    given = _given(rows)
    values = _values(loaded, rows) | {name: _json(each) for name, each in given.items()}
    if rows.todos:
        values["todos"] = _seated(rows)
    parts = (*given, *("gone",) * bool(rows.over), *("ended",) * bool(rows.matter))
    return statement(parts), values


def _given(rows: Rows) -> dict[str, Sequence[Model]]:
    """What there is to write, by part."""
    parts: dict[str, Sequence[Model]] = {
        "history": [rows.history], "visits": rows.visits, "seats": rows.seats,
        "todos": list(rows.todos.values()), "participants": rows.participants,
        "notices": rows.notices,
    }  # fmt: skip
    return {name: each for name, each in parts.items() if each}


@cache
def statement(parts: Parts) -> str:
    """The statement with these parts, put together from the models once."""
    made = _parts()
    written = [f"{name} AS ({made[name]})" for name in parts]
    counted = [_count(name) for name in parts if name not in UNCOUNTED]
    keys = "(SELECT array_agg(id ORDER BY id) FROM notices)" if "notices" in parts else "NULL"
    said = ", ".join([_count("gate"), keys, *counted])
    return f"WITH gate AS ({_gate()}), {', '.join(written)} SELECT {said}"


def _count(part: str) -> str:
    return f"(SELECT count(*) FROM {part})"  # noqa: S608 - a name of ours


def _gate() -> str:
    run = table(Run)
    changes = ", ".join(f'"{name}" = %(run_{name})s' for name in RUN)
    return (
        f"UPDATE {run} SET {changes} WHERE id = %(id)s AND version = %(before)s"  # noqa: S608
        " RETURNING id, matter_id"
    )


def _parts() -> dict[str, str]:
    matter, todo = table(Matter), table(Todo)
    seated = "seats JOIN {given} ON seats.number = g.seat_id"
    return {
        "history": _insert("history", History) + " RETURNING 1",
        "visits": _insert("visits", Visit) + _conflict(("run_id", "number"), VISIT),
        "seats": _insert("seats", Seat) + _conflict(("run_id", "number"), SEAT) + ", number",
        "todos": _insert("todos", Todo, seated, "seats.id") + " RETURNING 1",
        "participants": _insert("participants", Participant)
        + _conflict(("member_id", "matter_id", "capacity"), ("at",)),
        "notices": _insert("notices", Notice) + " RETURNING id",
        "gone": f"DELETE FROM {todo} USING gate WHERE seat_id = ANY(%(over)s)",  # noqa: S608
        "ended": f"UPDATE {matter} m SET state = %(state)s, ended = %(ended)s,"  # noqa: S608
        " due = coalesce(%(due)s, due),"
        " filed = CASE WHEN %(unfiled)s THEN NULL ELSE coalesce(%(filed)s, filed) END"
        " FROM gate WHERE m.id = gate.matter_id",
    }


def _insert(
    name: str, model: type[Model], source: str = "gate, {given}", seat: str = 'g."seat_id"'
) -> str:
    given = f"jsonb_populate_recordset(NULL::{table(model)}, %({name})s) g"
    columns = [column for column, _attribute in _columns(model)]
    values = ", ".join(seat if column == "seat_id" else f'g."{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return (
        f"INSERT INTO {table(model)} ({names})"  # noqa: S608 - names come from the models
        f" SELECT {values} FROM {source.format(given=given)}"
    )


def _conflict(unique: Sequence[str], changes: Sequence[str]) -> str:
    setting = ", ".join(f'"{column}" = excluded."{column}"' for column in changes)
    return f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {setting} RETURNING id"


def _values(loaded: Loaded, rows: Rows) -> dict[str, Any]:
    more = {name: rows.matter.get(name) for name in ("state", "ended", "due", "filed")}
    more["unfiled"] = rows.change.revives
    run = {f"run_{name}": value for name, value in rows.run.items()}
    return {"id": loaded.run.pk, "before": loaded.run.version, "over": rows.over, **run, **more}


def _seated(rows: Rows) -> Jsonb:
    """The to-do lines, each with the number of its seat, whose key the statement knows."""
    found = [_plain(todo) for todo in rows.todos.values()]
    for number, row in zip(rows.todos, found, strict=True):
        row["seat_id"] = number
    return Jsonb(found)


def _json(rows: Iterable[Model]) -> Jsonb:
    return Jsonb([_plain(row) for row in rows])


def _plain(row: Model) -> dict[str, Any]:
    return {column: _written(getattr(row, name)) for column, name in _columns(type(row))}


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@cache
def _columns(model: type[Model]) -> list[tuple[str, str]]:
    """Columns that are written, and the attributes they come from."""
    fields = model._meta.concrete_fields
    return [(str(f.column), f.attname) for f in fields if not f.primary_key]
