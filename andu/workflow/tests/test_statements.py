"""How many statements an approval costs: counted, not timed."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from andu.engine.commands import Agree
from andu.workflow import actions, store
from andu.workflow.deciding import asking_of, decided
from andu.workflow.saying import PLAIN, said_at
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of


def test_a_decision_is_written_in_few_statements(clerk, office_head):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    by = actor_of(office_head)
    seat = seat_of(matter, office_head)
    loaded = store.load(matter.pk)
    command = Agree(office_head.pk, seat)
    made = decided(
        loaded.definition, loaded.configuration, command, asking_of(loaded, PLAIN), timezone.now()
    )
    words = said_at(loaded, "agreed", seat, PLAIN)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        store.apply(loaded, made.events, words, by=by)
    writes = [q for q in seen if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(writes) == (1 if connection.vendor == "postgresql" else 7), [
        q["sql"][:60] for q in writes
    ]


def test_a_run_is_read_in_one_statement_on_postgresql(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    store.load(matter.pk)
    for member in (office_head, finance_head):
        with CaptureQueriesContext(connection) as seen:
            store.load(matter.pk)
        assert len(seen) == (1 if connection.vendor == "postgresql" else 3)
        actions.agree(matter, seat_of(matter, member), by=actor_of(member))
