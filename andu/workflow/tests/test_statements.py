"""How many statements an approval costs, and how much it writes to the log: counted, not timed."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from andu.engine.commands import Agree
from andu.notify.models import Notice
from andu.workflow import actions, store, store_postgresql
from andu.workflow.deciding import asking_of, decided
from andu.workflow.models import History
from andu.workflow.saying import PLAIN, said_at
from andu.workflow.surroundings import around
from andu.workflow.telling import notes_of
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.writing import rows_of
from tests.cast import actor_of

# Of one decision that opens two seats: run, history, visits, seats, to-do lines, participants,
# notices.
MOST_LOGGED = 8500


def agreed(clerk, office_head):
    """A decision that is made and not yet written."""
    matter = begin(clerk, countersign("finance_head", "registrar"))
    seat = seat_of(matter, office_head)
    loaded = store.load(matter.pk)
    command = Agree(office_head.pk, seat)
    made = decided(
        loaded.definition, loaded.configuration, command, asking_of(loaded, PLAIN), timezone.now()
    )
    return loaded, made.events, said_at(loaded, "agreed", seat, PLAIN), actor_of(office_head)


def test_a_decision_is_written_in_few_statements(clerk, office_head):
    loaded, events, words, by = agreed(clerk, office_head)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        store.apply(loaded, events, words, by=by)
    writes = [q for q in seen if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(writes) == (1 if connection.vendor == "postgresql" else 8), [
        q["sql"][:60] for q in writes
    ]


def test_a_run_is_read_in_one_statement_on_postgresql(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    store.load(matter.pk)
    for member in (office_head, finance_head):
        with CaptureQueriesContext(connection) as seen:
            store.load(matter.pk)
        assert len(seen) == (1 if connection.vendor == "postgresql" else 4)
        actions.agree(matter, seat_of(matter, member), by=actor_of(member))


def test_whoever_was_faster_wins_and_the_other_writes_nothing(clerk, office_head):
    loaded, events, words, by = agreed(clerk, office_head)
    assert store.apply(loaded, events, words, by=by, quietly=True)
    before = History.objects.count(), Notice.objects.count()
    assert store.apply(loaded, events, words, by=by) is None
    assert (History.objects.count(), Notice.objects.count()) == before


@pytest.mark.postgresql
def test_a_statement_that_writes_less_than_it_was_told_must_not_stand(
    clerk, office_head, monkeypatch
):
    loaded, events, words, by = agreed(clerk, office_head)
    made = store_postgresql._parts()
    made["seats"] = made["seats"].replace("gate, ", "(SELECT * FROM gate LIMIT 0) gate, ")
    monkeypatch.setattr(store_postgresql, "_parts", lambda: made)
    store_postgresql.statement.cache_clear()
    with pytest.raises(store_postgresql.Miscounted), transaction.atomic():
        store.apply(loaded, events, words, by=by)
    store_postgresql.statement.cache_clear()
    assert seat_of(loaded.matter, office_head)


@pytest.mark.postgresql
def test_a_decision_writes_no_more_to_the_log_than_it_did(clerk, office_head):
    # A page of an index that is split writes more: not each time.
    assert 1000 < min(logged(clerk, office_head) for _time in range(3)) <= MOST_LOGGED


def logged(clerk, office_head):
    """Bytes of log of one decision, as the plan of its statement has them."""
    loaded, events, words, by = agreed(clerk, office_head)
    rows = rows_of(loaded, events, words, around(loaded, events), by=by)
    rows.notices = [each for note in notes_of(loaded, rows, by=by) for each in note.notices]
    statement, values = store_postgresql.said(loaded, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, WAL, FORMAT JSON) {statement}", values)
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    written = list(_written(plan))
    assert not sum(node["WAL FPI"] for node in written)  # the cluster of the tests logs no pages
    return sum(node["WAL Bytes"] for node in written)


def _written(node):
    """The parts of a plan that change rows; their figures include what is below them."""
    if node["Node Type"] == "ModifyTable":
        yield node
        return
    for below in node.get("Plans", ()):
        yield from _written(below)
