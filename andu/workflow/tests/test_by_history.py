"""What it costs to read a run that is folded from its history (somebody was added, or it came
straight back), beside one that is read from its rows."""

import sys
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.engine import ReturnWay
from andu.engine.nodes import Where
from andu.workflow import actions, store
from andu.workflow.actions.adding import Placing
from andu.workflow.actions.deciding import Back
from andu.workflow.loading import replayed
from andu.workflow.models import Run
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of

WHY = Deed(opinion="请补充。")
REWALK = Back("", ReturnWay.REWALK)
TIMES = 15


def went_round(matter, clerk, head, times):
    """Returned and submitted again so often: two acts each."""
    for _round in range(times):
        actions.return_(matter, seat_of(matter, head), REWALK, WHY, by=actor_of(head))
        actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))


@pytest.fixture
def both(clerk, office_head, finance_head):
    """Two matters alike; in the second somebody was added and taken away again."""
    rows, history = (begin(clerk, countersign("registrar")) for _one in range(2))
    mine = seat_of(history, office_head)
    by = actor_of(office_head)
    actions.add_signers(history, mine, [finance_head.pk], Placing(Where.BEFORE), WHY, by=by)
    actions.remove_signer(history, seat_of(history, finance_head), WHY, by=by)
    assert list(Run.objects.order_by("pk").values_list("by_history", flat=True)) == [False, True]
    return rows, history


def statements(matter):
    with CaptureQueriesContext(connection) as captured:
        store.load(matter.pk)
    return len(captured)


def spent(matter):
    """Microseconds of CPU to read it, the least of many times."""
    least = []
    for _one in range(TIMES):
        began = time.process_time()
        store.load(matter.pk)
        least.append(time.process_time() - began)
    return min(least) * 1e6


def test_it_is_one_reading_however_long_the_history(both, clerk, office_head):
    counted = [statements(matter) for matter in both]
    for matter in both:
        went_round(matter, clerk, office_head, 5)
    assert [statements(matter) for matter in both] == counted
    for matter in both:
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)


@pytest.mark.long
def test_what_folding_costs(both, clerk, office_head):
    done = 0
    for acts in (10, 40, 160):
        for matter in both:
            went_round(matter, clerk, office_head, (acts - done) // 2)
        done = acts
        rows, history = map(spent, both)
        sys.stdout.write(f"\n{acts} acts: {rows:.0f} us from rows, {history:.0f} us folded\n")
        assert history < 10 * rows
