"""The portable way: the same rows through the ORM, in a constant number of statements."""

from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Exists, Func, Value

from andu.kit import editions
from andu.kit.actor import NOBODY, Actor
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import contents
from andu.workflow.loading import Beside, Loaded, assemble
from andu.workflow.models import Follow, History, Matter, Participant, Run, Seat, Visit
from andu.workflow.writing import Rows

_VISIT = ["state", "why", "left"]
_SEAT = ["state", "how", "vote", "why", "opened", "closed", "due", "respond_due"]


def load(matter_id: int, by: Actor = NOBODY) -> Loaded:
    """The run with its rows, the owning unit and the initiator; what it is about, and who follows
    it: five statements, whatever its size."""
    rows = Run.objects.select_related("matter__unit", "matter__initiator")
    mine = History.objects.filter(run__matter=matter_id, key=by.key, account_id=by.account_id)
    before = Exists(mine) if by.key else Value(False)
    edition = Func(template=editions.reading(), output_field=BigIntegerField())
    run: Any = rows.annotate(answered=before, edition=edition).get(matter_id=matter_id)
    source = contents.source_of(run.matter.kind)
    content = contents.made(run.matter.kind, source.rows(matter_id).first() if source else None)
    follows = Follow.objects.filter(matter=matter_id).values_list("member", flat=True)
    beside = Beside(content, frozenset(follows), run.answered, run.edition)
    return assemble(run, run.visit_rows.all(), run.seat_rows.all(), beside=beside)


@transaction.atomic(savepoint=False)  # who calls has one: an error rolls back all of the act
def write(loaded: Loaded, rows: Rows) -> bool:
    """Write the rows behind the gate; False when the gate was passed by somebody else."""
    run = loaded.run
    gate = Run.objects.filter(pk=run.pk, version=run.version)
    if gate.update(**rows.run) != 1:
        return False
    History.objects.bulk_create([rows.history])
    _upsert(Visit, rows.visits, _VISIT)
    _upsert(Seat, rows.seats, _SEAT)
    if rows.over:
        Todo.objects.filter(seat_id__in=rows.over).delete()
    _open_todos(rows)
    Notice.objects.bulk_create(rows.notices)
    Participant.objects.bulk_create(
        rows.participants, update_conflicts=True, update_fields=["at"],
        unique_fields=["member", "matter", "capacity"],
    )  # fmt: skip
    if rows.matter:
        Matter.objects.filter(pk=run.matter_id).update(**rows.matter)
    return True


def _upsert(model: type[Visit] | type[Seat], rows: list[Any], changes: list[str]) -> None:
    for row in rows:
        row.pk = None
    model._default_manager.bulk_create(
        rows, update_conflicts=True, update_fields=changes, unique_fields=["run", "number"]
    )


def _open_todos(rows: Rows) -> None:
    seats = {seat.number: seat.pk for seat in rows.seats}
    for number, todo in rows.todos.items():
        todo.seat_id = seats[number]
    Todo.objects.bulk_create(rows.todos.values())
