"""Many take from a pool at once: one has it, the others are told who."""

import pytest
from django.db import connection

from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Pool, Seat
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.tests.conftest import decided_on, seat_of
from andu.workflow.tests.crowds import crowd, pool_seat, pooled
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of, make_account

THREADS = 20

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


@pytest.fixture
def agents(bureau, clerk):
    decided_on(clerk, POOL_FROM, "20")
    people = crowd(bureau.units["office"], THREADS + 5)
    for one in people[3:THREADS]:
        one.account = make_account(one.code, one.name)
        one.save()
    return people[:THREADS]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_take_it_at_once_one_has_it(clerk, agents):
    people = [actor_of(one) for one in agents]
    for _round in range(3):
        matter = pooled(clerk)
        seat = pool_seat(matter)
        refused = at_once([
            lambda m=matter, s=seat, w=who: actions.claim(m, s, by=w) for who in people
        ])  # fmt: skip
        assert len(refused) == THREADS - 1
        assert all("领取" in words for words in refused)
        row = Seat.objects.get(run__matter=matter, state="open")
        assert Todo.objects.get(matter_id=matter.pk).assignee == row.member
        assert History.objects.filter(run__matter=matter, how="taken").count() == 1
        assert not Pool.objects.standing().filter(matter=matter).exists()
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)


@pytest.mark.django_db(transaction=True)
def test_taking_and_giving_back_and_withdrawing_at_once_leave_it_whole(clerk, agents):
    one = actor_of(agents[0])
    for _round in range(3):
        matter = pooled(clerk)
        actions.claim(matter, pool_seat(matter), by=one)
        mine = seat_of(matter, agents[0])
        at_once([
            lambda m=matter, s=mine: actions.release(m, s, by=one),
            lambda m=matter, s=mine: actions.agree(m, s, by=one),
            lambda m=matter: actions.withdraw(m, by=actor_of(clerk)),
        ])  # fmt: skip
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
        many = [row for row in loaded.seats.values() if row.is_pool and row.state == "open"]
        assert Pool.objects.standing().filter(matter=matter).count() == len(many)
