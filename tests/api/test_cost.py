"""What a decision by a program costs, and one of a pile: counted in statements, so a busy machine
can't move it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.api.tests.programs import program
from andu.policy import reading
from andu.portal import actions
from andu.workflow.models import Matter, Seat
from andu.workflow.trace import next_holders
from tests.cast import actor_of

# What is remembered of the office needs transactions that end.
pytestmark = pytest.mark.django_db(transaction=True)
MOST_DECIDING = {"postgresql": 6, "sqlite": 17}
MOST_OF_A_PILE = {"postgresql": 5, "sqlite": 16}
HELD = "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"


@pytest.fixture(autouse=True)
def _settings_stay(monkeypatch):
    """Settings are not read again because the machine is slow."""
    monkeypatch.setattr(reading, "SECONDS", 3600)
    reading.forget()


def told(seen):
    """The statements, without those that only hold a transaction together."""
    return [query["sql"] for query in seen if not query["sql"].startswith(HELD)]


def test_a_program_decides_in_few_statements(submit, office_head):
    head = program(office_head)
    for matter in [submit().matter for _each in range(3)]:
        with CaptureQueriesContext(connection) as seen:
            answer = head.send(f"matters/{matter.pk}/decision", verb="agree")
        assert answer.status_code == 200, answer.content
        assert answer.json()["holders"] == next_holders(Matter.objects.get(pk=matter.pk))
    assert len(told(seen)) <= MOST_DECIDING[connection.vendor], told(seen)


def test_one_of_a_pile_is_decided_in_few_statements(submit, office_head):
    by = actor_of(office_head, "pile-0001")
    pile = actions.start_batch("agree", [submit().matter.pk for _each in range(3)], by=by)
    for item in pile.items.order_by("pk"):
        with CaptureQueriesContext(connection) as seen:
            done = actions.decide_item(item, by=by)
        assert (done.state, done.said) == (
            "done",
            next_holders(Matter.objects.get(pk=item.matter_id)),
        )
    assert len(told(seen)) <= MOST_OF_A_PILE[connection.vendor], told(seen)
    assert not Seat.objects.filter(member=office_head, state=Seat.State.OPEN).exists()
