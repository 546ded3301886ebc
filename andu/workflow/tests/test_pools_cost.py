"""What a pool costs: the same however many may take it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.kit import editions
from andu.workflow import actions, store
from andu.workflow.desk import desk_of
from andu.workflow.models import Matter, Pool, PoolCandidate
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.tests.conftest import decided_on, seat_of
from andu.workflow.tests.crowds import crowd, pool_seat, pooled
from andu.workflow.trace import trace_of
from tests.cast import actor_of

FEW, MANY = 300, 5000
BATCH = 249 if connection.vendor == "sqlite" else MANY  # rows of one INSERT, as Django makes it


def statements(verb) -> list[str]:
    editions.forget()  # so that nothing is known from before, whatever fits into the memory
    with CaptureQueriesContext(connection) as seen:
        verb()
    return [query["sql"] for query in seen.captured_queries]


def without_batches(sql: list[str]) -> int:
    """How many there are, but for the further batches of the candidates' rows."""
    inserts = [one for one in sql if one.startswith('INSERT INTO "workflow_poolcandidate"')]
    assert 0 < len(inserts) <= -(-MANY // BATCH)
    return len(sql) - len(inserts)


@pytest.fixture
def two_crowds(bureau, clerk):
    """Grow the crowd from a few to many."""
    decided_on(clerk, POOL_FROM, "200")
    crowd(bureau.units["office"], FEW)
    return lambda: crowd(bureau.units["finance"], MANY - FEW, first=FEW)


def test_starting_takes_as_many_statements_with_five_thousand(clerk, two_crowds):
    pooled(clerk)
    few = without_batches(statements(lambda: pooled(clerk)))
    two_crowds()
    pooled(clerk)
    many = without_batches(statements(lambda: pooled(clerk)))
    assert many <= few
    assert sorted(Pool.objects.values_list("count", flat=True)) == [FEW, FEW, MANY, MANY]
    assert PoolCandidate.objects.count() == 2 * (FEW + MANY)


def test_taking_reading_and_giving_back_too(clerk, two_crowds):
    """But for the rows of those who may take it again."""
    costs = []
    for grow in (lambda: None, two_crowds):
        grow()
        matter = pooled(clerk)
        by = actor_of(Pool.objects.get(matter=matter).candidates.order_by("pk")[0].member)
        costs.append(cost_of(matter, by))
    assert costs[1] <= costs[0]


def cost_of(matter: Matter, by) -> tuple[int, ...]:
    seat, me = pool_seat(matter), Pool.objects.get(matter=matter).candidates.order_by("pk")[0]
    read = statements(lambda: desk_of(store.load(matter.pk), by).offer)
    traced = statements(lambda: trace_of(store.load(matter.pk), by.member_id))
    found = statements(lambda: list(Matter.objects.visible_to(by)[:10]))
    taken = statements(lambda: actions.claim(matter, seat, by=by))
    mine = seat_of(matter, me.member)
    back = statements(lambda: actions.release(matter, mine, by=by))
    return len(read), len(traced), len(found), len(taken), without_batches(back)
