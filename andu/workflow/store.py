"""The one door between the engine and the database: load(matter) and apply(loaded, …).

Python decides, SQL applies. The run's row with its version is the only gate of a change; zero rows
there means somebody was faster, and nothing at all was written.
"""

from django.db import connection
from django.db.models import F

from andu.engine.events import Event
from andu.kit.actor import NOBODY, Actor
from andu.kit.locks import lock
from andu.notify.telling import follow_up
from andu.workflow import store_orm, store_postgresql
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Run, Seat, Vacancy
from andu.workflow.saying import Said
from andu.workflow.surroundings import around
from andu.workflow.telling import notes_of, tell_pages
from andu.workflow.writing import Rows, rows_of


def load(matter_id: int, by: Actor = NOBODY) -> Loaded:
    """Where the matter's run stands now, and whether this very request of theirs (its key) has had
    its effect. Raises Run.DoesNotExist when there is none."""
    if connection.vendor == "postgresql":
        return store_postgresql.load(matter_id, by)
    return store_orm.load(matter_id, by)


def locked(matter: Matter, by: Actor = NOBODY) -> Loaded:
    """That, behind the locks of the run and the matter: in this order, as a decision passes its
    gate first."""
    lock(Run.objects.get(matter=matter.pk))
    lock(matter)
    return load(matter.pk, by)


def apply(
    loaded: Loaded, events: tuple[Event, ...], said: Said, *, by: Actor, quietly: bool = False
) -> Rows | None:
    """Write what the events say, in one go, and tell people (unless `quietly`: who calls tells
    them); None when the run has moved on since it was loaded."""
    rows = rows_of(loaded, events, said, around(loaded, events), by=by)
    notes = [] if quietly else notes_of(loaded, rows, by=by)
    rows.notices = [notice for drafted in notes for notice in drafted.notices]
    special = connection.vendor == "postgresql"
    if not (store_postgresql.write if special else store_orm.write)(loaded, rows):
        return None
    for name, value in rows.matter.items():
        if value is not None or name != "due":
            setattr(loaded.matter, name, value)
    loaded.matter.holders = _open(loaded, rows)
    for drafted in notes:
        follow_up(drafted)
    if not quietly:
        tell_pages(loaded, rows, by=by)
    return rows


def _open(loaded: Loaded, rows: Rows) -> list[Seat]:
    after = loaded.seats | {seat.number: seat for seat in rows.seats}
    return [after[number] for number in sorted(after) if after[number].state == Seat.State.OPEN]


def pass_gate(matter_id: int) -> None:
    """What somebody decides upon what stood until now is decided anew: what it rests on is another.
    Nothing has happened in the run, so what stood still for want of people still does."""
    still = Vacancy.objects.filter(run__matter=matter_id, version=F("run__version"))
    still.update(version=F("version") + 1)
    Run.objects.filter(matter=matter_id).update(version=F("version") + 1)
