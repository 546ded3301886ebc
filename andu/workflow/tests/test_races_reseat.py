"""Somebody acts just as their post changes, two look at once, two sign at once: one effect each."""

import pytest
from django.db import connection

from andu.engine import Step
from andu.engine.handlers import NamedPerson, UnitHead
from andu.organisation.models import Appointment
from andu.workflow import actions, store
from andu.workflow.actions.checking import Fault
from andu.workflow.actions.reseating_all import _reseat_turns as reseat_turns
from andu.workflow.loading import replayed
from andu.workflow.models import Displacement, Finding, History, Seat, Supplement
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, line, seat_of
from andu.workflow.tests.test_races import at_once
from tests.cast import actor_of, give_right, make_member

ROUNDS = 5

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
FLOW = line(
    Step(key="check", name="财务审核", handlers=(UnitHead(unit="02"),)),
    Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
)


def heads(bureau, who):
    """From now on this person alone heads finance."""
    places = Appointment.objects.filter(unit=bureau.units["finance"])
    places.update(duty="member")
    place = places.get(member=who)
    place.duty = "head"
    place.save()


@pytest.mark.django_db(transaction=True)
def test_an_act_and_a_change_of_post_have_one_winner(
    bureau, clerk, finance_head, decide_policy
):  # fmt: skip
    decide_policy("workflow.reseat", "recompute")
    other = make_member(bureau.units["finance"], "other", "许青禾")
    for _round in range(ROUNDS):
        heads(bureau, finance_head)
        matter = begin(clerk, FLOW)
        seat = seat_of(matter, finance_head)
        heads(bureau, other)
        refused = at_once([
            lambda m=matter, s=seat: actions.agree(m, s, by=actor_of(finance_head)),
            lambda: reseat_turns(clerk.organisation_id),
            lambda: reseat_turns(clerk.organisation_id),
        ])  # fmt: skip
        moved = History.objects.filter(run__matter=matter, how="reseated").count()
        agreed = History.objects.filter(run__matter=matter, how="agreed").count()
        assert (moved, agreed, len(refused)) in ((1, 0, 1), (0, 1, 0))
        holders = Seat.objects.filter(run__matter=matter, state="open")
        assert holders.get().member.code == ("other" if moved else "director")
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
    assert not Displacement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_signed_and_a_step_found_at_fault_once(
    bureau, clerk, registrar, office_head, finance_head
):
    give_right(registrar, "workflow.matters.administer")
    alone(registrar)
    for _round in range(ROUNDS):
        matter = begin(clerk, countersign("finance_head"))
        seat = seat_of(matter, office_head)
        deed = Deed(opinion="电话同意")
        actions.reassign(matter, seat, finance_head.pk, deed, by=actor_of(registrar))
        sign = [lambda m=matter, s=seat: actions.sign_after(m, s, by=actor_of(office_head))] * 3
        assert len(at_once(sign)) == 2
        assert Supplement.objects.filter(matter=matter).count() == 1
        assert History.objects.filter(run__matter=matter, how="signed_after").count() == 1
        fault = Fault("draft", "缺附件")
        find = [lambda m=matter, f=fault: actions.find_fault(m, f, by=actor_of(registrar))] * 3
        assert len(at_once(find)) == 2
        assert Finding.objects.filter(matter=matter).count() == 1
        loaded = store.load(matter.pk)
        assert loaded.configuration == replayed(loaded.run)
