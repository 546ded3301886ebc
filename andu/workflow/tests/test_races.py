"""Many people at once: nobody is counted twice, no step is doubled or stuck."""

import threading

import pytest
from django.db import connection

from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Proposal, Seat
from andu.workflow.proposing import Wish
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, seat_of
from tests.cast import actor_of, give_right, make_member

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


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_handing_on_at_once_have_one_winner(clerk, office_head, registrar):
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(office_head)),
            lambda m=matter, s=seat: actions.transfer(
                m, s, registrar.pk, by=actor_of(office_head)
            ),
        ])  # fmt: skip
        assert len(refused) == 1
        assert_one_line(matter)


@pytest.mark.django_db(transaction=True)
def test_handing_on_and_reassigning_at_once_have_one_winner(
    clerk, office_head, registrar, director
):
    give_right(director, ADMINISTER.code)
    alone(director)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.transfer(
                m, s, registrar.pk, by=actor_of(office_head)
            ),
            lambda m=matter, s=seat: actions.reassign(
                m, s, director.pk, Deed(opinion="出差"), by=actor_of(director)
            ),
        ])  # fmt: skip
        assert len(refused) == 1
        assert_one_line(matter)


@pytest.mark.django_db(transaction=True)
def test_a_pause_comes_before_or_after_a_decision_never_between(
    clerk, office_head, finance_head, director
):
    give_right(director, ADMINISTER.code)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(office_head)),
            lambda m=matter: actions.suspend(m, Deed(opinion="待定"), by=actor_of(director)),
        ])  # fmt: skip
        assert len(refused) <= 1
        assert not Todo.objects.filter(matter_id=matter.pk).exists()
        actions.resume(matter, by=actor_of(director))
        assert_one_line(matter)
        holder = Todo.objects.get(matter_id=matter.pk).assignee
        assert holder == (office_head if refused else finance_head)


def assert_one_line(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    open_now = [row.pk for row in loaded.seats.values() if row.state == "open"]
    lines = Todo.objects.filter(matter_id=matter.pk).values_list("seat_id", flat=True)
    assert list(lines) == open_now
    assert len(open_now) == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_comes_before_or_after_a_confirmed_jump_never_between(
    clerk, office_head, finance_head, director
):
    for member in (finance_head, director):
        give_right(member, ADMINISTER.code)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        made = actions.propose(
            matter, Wish(verb="jump", target="decide"), "局长已定。", by=actor_of(director)
        )
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(office_head)),
            lambda p=made: actions.confirm(p, by=actor_of(finance_head)),
        ])  # fmt: skip
        assert len(refused) == 1
        assert_one_line(matter)
        made.refresh_from_db()
        assert made.state in ("confirmed", "lapsed")


@pytest.mark.django_db(transaction=True)
def test_a_decision_while_somebody_proposes_leaves_nothing_to_confirm(
    clerk, office_head, finance_head, director
):
    for member in (finance_head, director):
        give_right(member, ADMINISTER.code)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        wish = Wish(verb="jump", target="decide")
        assert not at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(office_head)),
            lambda m=matter, w=wish: actions.propose(m, w, "局长已定。", by=actor_of(director)),
        ])  # fmt: skip
        made = Proposal.objects.get(matter=matter)
        if made.sequence == 1:  # proposed before the decision, and lapsed with it
            with pytest.raises(Refused, match="已失效：罗曼青已于"):
                actions.confirm(made, by=actor_of(finance_head))
        else:
            actions.confirm(made, by=actor_of(finance_head))
        assert_one_line(matter)
