"""PostgreSQL's way: one statement reads a run, one writes a whole decision; no flow logic in them.

The gate is the update of the run's row by version; every other part reads from it, so that none
writes when somebody was faster. Rows travel as JSON; columns and types come from the models.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, Model
from django.db.models.expressions import RawSQL
from psycopg.types.json import Jsonb

from andu.kit import editions
from andu.notify.models import Notice
from andu.organisation.models import Member, Unit
from andu.todo.models import Todo
from andu.workflow import contents
from andu.workflow.loading import Beside, Loaded, assemble
from andu.workflow.models import Follow, History, Matter, Participant, Run, Seat, Visit
from andu.workflow.writing import Rows

Column = Field[Any, Any]


class Miscounted(RuntimeError):
    """The statement wrote other than it was told to: the transaction must not stand."""


def load(matter_id: int, key: str = "") -> Loaded:
    """The run with all that belongs to it in one statement, and so as of one moment."""
    text, values = reading()
    with connection.cursor() as cursor:
        cursor.execute(text, [key, *values, matter_id])
        found = cursor.fetchone()
    if found is None:
        raise Run.DoesNotExist
    run, matter, unit, initiator, visits, seats, details, *beside = found
    made: Run = _made(Run, run)
    made.matter = _made(Matter, matter)
    made.matter.unit = _made(Unit, unit) if unit else None
    made.matter.initiator = _made(Member, initiator)
    visit_rows = [_made(Visit, row) for row in visits or ()]
    seat_rows = [_made(Seat, row) for row in seats or ()]
    return assemble(made, visit_rows, seat_rows, details, _beside(made.matter.kind, *beside))


def _beside(
    kind: str, is_answered: bool, edition: int | None, follows: list[int], content: Any
) -> Beside:
    return Beside(contents.made(kind, content), frozenset(follows), is_answered, edition)


@cache
def reading() -> tuple[str, list[Any]]:
    """The statement that reads a run, and what its contents' part asks; its history, too, where
    only that tells the state."""
    run, matter, history = _table(Run), _table(Matter), _table(History)
    content, values = _content()
    text = f"""
    SELECT row_to_json({run}), row_to_json({matter}), {_one(Unit, "unit_id")},
      {_one(Member, "initiator_id")}, {_rows(Visit)}, {_rows(Seat)},
      CASE WHEN by_history THEN (SELECT json_agg(details ORDER BY sequence)
        FROM {history} WHERE run_id = {run}.id) END,
      EXISTS (SELECT FROM {history}, (SELECT %s::text AS key) AS asked WHERE run_id = {run}.id
        AND {history}.key = asked.key AND asked.key <> ''),
      {editions.reading()},
      ARRAY(SELECT member_id FROM {_table(Follow)} WHERE matter_id = {matter}.id),
      {content}
    FROM {run} JOIN {matter} ON {matter}.id = {run}.matter_id
    WHERE {run}.matter_id = %s
    """  # noqa: S608 - names come from the models
    return text, values


def _content() -> tuple[str, list[Any]]:
    """The content of whatever kind, as JSON."""
    cases, values = [], []
    for kind, source in sorted(contents.sources().items()):
        rows = source.rows(RawSQL(f"{_table(Matter)}.id", ()))  # noqa: S611 - a name of ours
        text, asked = rows.query.sql_with_params()
        one = f"(SELECT row_to_json(content) FROM ({text}) AS content)"  # noqa: S608 - Django's
        cases.append(f"WHEN %s THEN {one}")
        values += [kind, *asked]
    return (f"CASE kind {' '.join(cases)} END" if cases else "NULL"), values


def _one(model: type[Model], column: str) -> str:
    table = _table(model)
    return (
        f"(SELECT row_to_json({table}) FROM {table}"  # noqa: S608
        f" WHERE id = {_table(Matter)}.{column})"
    )


def _rows(model: type[Model]) -> str:
    table = _table(model)
    return f"(SELECT json_agg({table}) FROM {table} WHERE run_id = {_table(Run)}.id)"  # noqa: S608


def _made(model: type[Model], row: dict[str, Any]) -> Any:
    names, columns, dated = _shape(model)
    for column, read in dated:
        if row[column] is not None:
            row[column] = read(row[column])
    return model.from_db(connection.alias, names, [row[column] for column in columns])


@cache
def _shape(
    model: type[Model],
) -> tuple[list[str], list[str], list[tuple[str, Callable[[str], date]]]]:
    """Attributes, columns, and what JSON writes as text though it is a moment or a day."""
    fields = model._meta.concrete_fields
    dated = [
        (str(f.column), datetime.fromisoformat if isinstance(f, DateTimeField) else
         date.fromisoformat) for f in fields if isinstance(f, DateField)
    ]  # fmt: skip
    return [f.attname for f in fields], [str(f.column) for f in fields], dated


def write(loaded: Loaded, rows: Rows) -> bool:
    """Write everything in one statement; False when somebody was faster."""
    with connection.cursor() as cursor:
        cursor.execute(statement(), _parameters(loaded, rows))
        gates, _gone, heard, *written = cursor.fetchone()
    if not gates:
        return False
    parts = rows.visits, rows.seats, rows.todos, rows.participants, rows.notices
    told = [1, *map(len, parts)]
    if written != told:
        raise Miscounted(f"{told} != {written}")
    for notice, key in zip(rows.notices, heard or (), strict=True):
        notice.pk = key
    return True


@cache
def statement() -> str:
    """The statement, put together from the models once."""
    return f"""
    WITH gate AS (
      UPDATE {_table(Run)} SET {_set(Run, RUN)} FROM {_given("run", Run, RUN)}
      WHERE {_table(Run)}.id = %(id)s AND {_table(Run)}.version = %(version)s
      RETURNING {_table(Run)}.id, {_table(Run)}.matter_id),
    told AS ({_insert("history", History)} RETURNING 1),
    stood AS ({_insert("visits", Visit)} {_conflict(("run_id", "number"), VISIT)} RETURNING 1),
    sat AS ({_insert("seats", Seat)} {_conflict(("run_id", "number"), SEAT)}
      RETURNING id, number),
    gone AS (DELETE FROM {_table(Todo)} USING gate
      WHERE seat_id = ANY(%(over)s) RETURNING 1),
    opened AS ({_insert_todos()} RETURNING 1),
    took_part AS ({_insert("participants", Participant)}
      {_conflict(("member_id", "matter_id", "capacity"), ("at",))} RETURNING 1),
    heard AS ({_insert("notices", Notice)} RETURNING id),
    ended AS (UPDATE {_table(Matter)} SET state = %(state)s, ended = %(ended)s,
      due = coalesce(%(due)s, due), filed = coalesce(%(filed)s, filed) FROM gate
      WHERE {_table(Matter)}.id = gate.matter_id AND %(state)s <> '' RETURNING 1)
    SELECT (SELECT count(*) FROM gate), (SELECT count(*) FROM gone),
      (SELECT array_agg(id ORDER BY id) FROM heard), (SELECT count(*) FROM told),
      (SELECT count(*) FROM stood), (SELECT count(*) FROM sat), (SELECT count(*) FROM opened),
      (SELECT count(*) FROM took_part), (SELECT count(*) FROM heard)
    """  # noqa: S608 - names come from the models, values are parameters


RUN = ("version", "sequence", "head", "visits", "seats", "outcome", "by_history", "suspended")
VISIT = ("state", "why", "left")
SEAT = ("state", "how", "vote", "why", "opened", "closed", "due", "respond_due")


def _parameters(loaded: Loaded, rows: Rows) -> dict[str, Any]:
    return {
        "id": loaded.run.pk,
        "version": loaded.run.version,
        "run": Jsonb([{name: _written(value) for name, value in rows.run.items()}]),
        "history": _json([rows.history]),
        "visits": _json(rows.visits),
        "seats": _json(rows.seats),
        "todos": _json(rows.todos.values(), seat_numbers=list(rows.todos)),
        "participants": _json(rows.participants),
        "notices": _json(rows.notices),
        "over": rows.over,
        "state": rows.matter.get("state", ""),
        "ended": rows.matter.get("ended"),
        "due": rows.matter.get("due"),
        "filed": rows.matter.get("filed"),
    }


def _json(rows: Iterable[Model], seat_numbers: Sequence[int] = ()) -> Jsonb:
    found = [{f.column: _plain(row, f) for f in _fields(type(row))} for row in rows]
    for number, row in zip(seat_numbers, found, strict=bool(seat_numbers)):
        row["seat_id"] = number
    return Jsonb(found)


def _plain(row: Model, column: Column) -> Any:
    return _written(getattr(row, column.attname))


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _fields(model: type[Model]) -> list[Column]:
    return [f for f in model._meta.concrete_fields if not f.primary_key]


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _names(model: type[Model]) -> str:
    return ", ".join(connection.ops.quote_name(str(f.column)) for f in _fields(model))


def _given(name: str, model: type[Model], only: Sequence[str] = ()) -> str:
    fields = [f for f in _fields(model) if not only or f.column in only]
    typed = ", ".join(f'"{f.column}" {f.db_type(connection)}' for f in fields)
    return f"jsonb_to_recordset(%({name})s) AS given({typed})"


def _set(model: type[Model], columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}" = given."{column}"' for column in columns)


def _insert(name: str, model: type[Model]) -> str:
    columns = ", ".join(f'given."{f.column}"' for f in _fields(model))
    return (
        f"INSERT INTO {_table(model)} ({_names(model)})"  # noqa: S608
        f" SELECT {columns} FROM gate, {_given(name, model)}"
    )


def _insert_todos() -> str:
    columns = ", ".join(
        "sat.id" if f.column == "seat_id" else f'given."{f.column}"' for f in _fields(Todo)
    )
    return (
        f"INSERT INTO {_table(Todo)} ({_names(Todo)})"  # noqa: S608
        f' SELECT {columns} FROM {_given("todos", Todo)} JOIN sat ON sat.number = given."seat_id"'
    )


def _conflict(unique: Sequence[str], changes: Sequence[str]) -> str:
    setting = ", ".join(f'"{column}" = excluded."{column}"' for column in changes)
    return f"ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {setting}"
