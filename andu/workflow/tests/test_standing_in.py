"""What happens to turns while somebody is away."""

import pytest

from andu.audit.verifying import breaks
from andu.engine import Mode
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.starting import Subject
from andu.workflow.deciding import asking_of
from andu.workflow.loading import replayed
from andu.workflow.models import Flow, History, Matter, Participant, Seat
from andu.workflow.policy import DELEGATION_OWN
from andu.workflow.saying import PLAIN
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.tests.test_delegation import delegated, set_policy
from andu.workflow.trace import next_holders, trace_of
from andu.workflow.turns import given_out, held_for_others
from tests.cast import actor_of


def test_a_new_turn_goes_to_the_delegate_in_the_name_of_the_absent(
    clerk, office_head, finance_head
):
    delegated(office_head, finance_head, 0, 7)
    matter = begin(clerk, countersign("finance_head"))
    seat = Seat.objects.get(run__matter=matter, state="open")
    assert (seat.member, seat.on_behalf_id) == (finance_head, office_head.pk)
    assert seat.who == "周牧野（代罗曼青）"
    assert next_holders(matter) == "送周牧野（代罗曼青）科长审核"
    todo = Todo.objects.get(matter_id=matter.pk)
    assert (todo.assignee, todo.on_behalf) == (finance_head, "罗曼青")
    assert Notice.objects.filter(member=finance_head, title__startswith="待办（代罗曼青）").exists()


def test_the_act_is_signed_for_the_absent_and_they_hear_of_it(clerk, office_head, finance_head):
    delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    row = History.objects.get(run__matter=matter, how="agreed")
    assert (row.actor_name, row.on_behalf_of) == ("周牧野", "罗曼青")
    line = trace_of(store.load(matter.pk), clerk.pk)[1]
    assert line.who == "周牧野（代罗曼青）"
    assert Notice.objects.filter(member=office_head, title__startswith="周牧野已代你办理").exists()
    assert Matter.objects.visible_to(actor_of(office_head)).filter(pk=matter.pk).exists()
    assert given_out(actor_of(office_head)).get().matter == matter
    assert not list(breaks())


def test_lists_of_both(clerk, office_head, finance_head):
    delegated(office_head, finance_head)
    begin(clerk, countersign("registrar"))
    assert held_for_others(actor_of(finance_head)).count() == 1
    assert not held_for_others(actor_of(office_head)).exists()
    part = Participant.objects.get(member=office_head)
    assert part.capacity == "absent"


def test_the_absent_cannot_act_beside_the_delegate(clerk, office_head, finance_head):
    delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    seat = seat_of(matter, finance_head)
    with pytest.raises(Refused, match="不由你办理"):
        actions.agree(matter, seat, by=actor_of(office_head))
    assert not History.objects.filter(how="agreed").exists()


def test_replay_asks_nobody(clerk, office_head, finance_head):
    made = delegated(office_head, finance_head)
    matter = begin(clerk, countersign("registrar"))
    actions.revoke_delegation(made, by=actor_of(office_head))
    loaded = store.load(matter.pk)
    assert replayed(loaded.run) == loaded.configuration


@pytest.mark.parametrize("mode", [Mode.ALL, Mode.ANY])
def test_in_a_countersign_the_delegate_sits_twice(
    clerk, office_head, finance_head, registrar, mode
):
    delegated(registrar, finance_head)
    matter = begin(clerk, countersign("finance_head", "registrar", mode=mode))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    seats = Seat.objects.filter(run__matter=matter, state="open").order_by("number")
    assert [s.who for s in seats] == ["周牧野", "周牧野（代陈砚秋）"]
    for seat in list(seats)[: 1 if mode is Mode.ANY else 2]:
        actions.agree(matter, seat.number, by=actor_of(finance_head))
    assert Seat.objects.get(run__matter=matter, state="open").step == "局长签批"


def test_the_initiator_decides_nothing_for_others(clerk, office_head):
    delegated(office_head, clerk)
    matter = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=matter, state="open").member == office_head


def test_unless_the_policy_lets_them(clerk, office_head):
    set_policy(DELEGATION_OWN, "1")
    delegated(office_head, clerk)
    matter = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=matter, state="open").who == "方亦舒（代罗曼青）"


def test_only_the_flows_that_were_given(clerk, office_head, finance_head):
    first = begin(clerk, countersign("registrar"))
    flow = Flow.objects.get(versions__runs__matter=first)
    delegated(office_head, finance_head, flows=(flow,))
    other = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=other, state="open").member == office_head
    version = flow.versions.get()
    again = actions.start(version, _subject(), by=actor_of(clerk))
    assert Seat.objects.get(run__matter=again, state="open").member == finance_head


def test_not_before_its_first_day_nor_after_it_was_revoked(clerk, office_head, finance_head):
    made = delegated(office_head, finance_head, 1, 3)
    matter = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=matter, state="open").member == office_head
    actions.revoke_delegation(made, by=actor_of(office_head))
    now = delegated(office_head, finance_head)
    actions.revoke_delegation(now, by=actor_of(office_head))
    matter = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=matter, state="open").member == office_head


def test_a_delegate_who_is_gone_stands_in_for_nobody(clerk, office_head, finance_head):
    delegated(office_head, finance_head)
    finance_head.account.state = "suspended"
    finance_head.account.save()
    matter = begin(clerk, countersign("registrar"))
    assert Seat.objects.get(run__matter=matter, state="open").member == office_head


def test_the_way_to_come_names_both(clerk, office_head, finance_head, registrar):
    delegated(registrar, finance_head)
    matter = begin(clerk, countersign("registrar"))
    loaded = store.load(matter.pk)
    lines = trace_of(loaded, clerk.pk, _asking(loaded))
    assert "周牧野（代陈砚秋）" in [line.who for line in lines]


def _subject():
    return Subject(kind="test", title="再次请示")


def _asking(loaded):
    return asking_of(loaded, PLAIN)
