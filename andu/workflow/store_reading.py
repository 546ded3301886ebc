"""PostgreSQL's way of reading: one statement for a run and all that belongs to it.

Rows travel as JSON; columns and types come from the models.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, DateField, DateTimeField, Func, Model
from django.db.models.base import ModelState

from andu.kit import editions
from andu.kit.actor import NOBODY, Actor
from andu.organisation.models import Member, Unit
from andu.workflow import contents
from andu.workflow.loading import Beside, Loaded, assemble
from andu.workflow.models import Follow, History, Matter, Run, Seat, Visit


def load(matter_id: int, by: Actor = NOBODY) -> Loaded:
    """The run with all that belongs to it in one statement, and so as of one moment."""
    text, values = reading()
    with connection.cursor() as cursor:
        cursor.execute(text, [by.key, by.account_id, *values, matter_id])
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
    run, matter, history = table(Run), table(Matter), table(History)
    content, values = _content()
    text = f"""
    SELECT row_to_json({run}), row_to_json({matter}), {_one(Unit, "unit_id")},
      {_one(Member, "initiator_id")}, {_rows(Visit)}, {_rows(Seat)},
      CASE WHEN by_history THEN (SELECT json_agg(details ORDER BY sequence)
        FROM {history} WHERE run_id = {run}.id) END,
      EXISTS (SELECT FROM {history}, (SELECT %s::text AS key, %s::bigint AS who) AS asked
        WHERE run_id = {run}.id AND {history}.key = asked.key AND asked.key <> ''
        AND account_id IS NOT DISTINCT FROM asked.who),
      {editions.reading()},
      ARRAY(SELECT member_id FROM {table(Follow)} WHERE matter_id = {matter}.id),
      {content}
    FROM {run} JOIN {matter} ON {matter}.id = {run}.matter_id
    WHERE {run}.matter_id = %s
    """  # noqa: S608 - names come from the models
    return text, values


def _content() -> tuple[str, list[Any]]:
    """The content of whatever kind, as JSON."""
    cases, values = [], []
    for kind, source in sorted(contents.sources().items()):
        this = Func(template=f"{table(Matter)}.id", output_field=BigIntegerField())
        rows = source.rows(this)
        text, asked = rows.query.sql_with_params()
        one = f"(SELECT row_to_json(content) FROM ({text}) AS content)"  # noqa: S608 - Django's
        cases.append(f"WHEN %s THEN {one}")
        values += [kind, *asked]
    return (f"CASE kind {' '.join(cases)} END" if cases else "NULL"), values


def _one(model: type[Model], column: str) -> str:
    name = table(model)
    return (
        f"(SELECT row_to_json({name}) FROM {name}"  # noqa: S608
        f" WHERE id = {table(Matter)}.{column})"
    )


def _rows(model: type[Model]) -> str:
    name = table(model)
    return f"(SELECT json_agg({name}) FROM {name} WHERE run_id = {table(Run)}.id)"  # noqa: S608


def _made(model: type[Model], row: dict[str, Any]) -> Any:
    """A row of the model: what `from_db` makes, without its way through every field. Our columns
    are called as the attributes are."""
    for column, read in _dated(model):
        if row[column] is not None:
            row[column] = read(row[column])
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, connection.alias
    made.__dict__.update(row)
    return made


@cache
def _dated(model: type[Model]) -> list[tuple[str, Callable[[str], date]]]:
    """The columns JSON writes as text though they are a moment or a day, and how they are read."""
    fields = [each for each in model._meta.concrete_fields if isinstance(each, DateField)]
    return [
        (field.attname, datetime.fromisoformat if isinstance(field, DateTimeField)
         else date.fromisoformat) for field in fields
    ]  # fmt: skip


def table(model: type[Model]) -> str:
    """The name of a model's table, quoted."""
    return connection.ops.quote_name(model._meta.db_table)
