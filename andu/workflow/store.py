"""The one door between the engine and the database: load(matter) and apply(loaded, …).

Python decides, SQL applies. The run's row with its version is the only gate of a change; zero rows
there means somebody was faster, and nothing at all was written.
"""

from django.db import connection

from andu.engine.events import Event
from andu.kit.actor import Actor
from andu.workflow import store_orm, store_postgresql
from andu.workflow.loading import Loaded
from andu.workflow.saying import Said
from andu.workflow.surroundings import around
from andu.workflow.writing import Rows, rows_of


def load(matter_id: int) -> Loaded:
    """Where the matter's run stands now. Raises Run.DoesNotExist when there is none."""
    special = connection.vendor == "postgresql"
    return store_postgresql.load(matter_id) if special else store_orm.load(matter_id)


def apply(loaded: Loaded, events: tuple[Event, ...], said: Said, *, by: Actor) -> Rows | None:
    """Write what the events say, in one go; None when the run has moved on since it was loaded."""
    rows = rows_of(loaded, events, said, around(loaded, events), by=by)
    special = connection.vendor == "postgresql"
    written = store_postgresql.write(loaded, rows) if special else store_orm.write(loaded, rows)
    return rows if written else None
