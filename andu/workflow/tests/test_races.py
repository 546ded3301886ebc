"""Many people at once: nobody is counted twice, no step is doubled or stuck."""

import threading

import pytest
from django.db import connection

from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of, make_member

SIGNERS = 10
ROUNDS = 5
LONG_ROUNDS = 50

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def at_once(calls):
    """Run every call in its own thread, all released at the same moment; the refusals."""
    gate, refused = threading.Barrier(len(calls)), []

    def run(call):
        gate.wait()
        try:
            call()
        except Refused as no:
            refused.append(str(no))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def everybody_signs(bureau, clerk, office_head, director, signers):
    matter = begin(clerk, countersign(*(s.code for s in signers)))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    turns = [(seat_of(matter, s), actor_of(s)) for s in signers]
    calls = [
        lambda seat=seat, by=by, tab=tab: actions.agree(
            matter, seat, Deed(opinion=f"第{tab}页"), by=by.with_key(f"{seat}-{tab}")
        )
        for seat, by in turns
        for tab in (1, 2)
    ]
    refused = at_once(calls)
    assert len(refused) == len(signers)
    signed = History.objects.filter(run__matter=matter, step="会签", how="agreed")
    assert signed.count() == len(signers) == signed.values("member_id").distinct().count()
    assert [t.assignee for t in Todo.objects.filter(matter_id=matter.pk)] == [director]
    assert Seat.objects.filter(run__matter=matter, node="decide").count() == 1
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    matter = actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    assert matter.state == Matter.State.FINISHED


@pytest.mark.django_db(transaction=True)
def test_ten_countersigners_in_two_tabs_each(bureau, clerk, office_head, director):
    unit = bureau.units["finance"]
    signers = [make_member(unit, f"s{n}", f"会签{n}") for n in range(SIGNERS)]
    for _round in range(ROUNDS):
        everybody_signs(bureau, clerk, office_head, director, signers)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_ten_countersigners_for_fifty_rounds(bureau, clerk, office_head, director):
    unit = bureau.units["finance"]
    signers = [make_member(unit, f"s{n}", f"会签{n}") for n in range(SIGNERS)]
    for _round in range(LONG_ROUNDS):
        everybody_signs(bureau, clerk, office_head, director, signers)


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_withdrawing_at_once_have_one_winner(clerk, office_head):
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(office_head)),
            lambda m=matter: actions.withdraw(m, by=actor_of(clerk)),
        ])  # fmt: skip
        assert len(refused) == 1
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
