"""Limits by instruction, and what time did, on the page, in print and for programs."""

import pytest
from django.utils import timezone

from andu.api.tests.programs import program
from andu.workflow.models import Deadline, Seat
from andu.workflow.tests.conftest import seat_of
from tests.cast import client_of

SOON = "2099-12-01T18:00"


@pytest.fixture
def matter(submit):
    """A request that waits for the head of the office."""
    return submit().matter


def test_the_initiator_limits_a_turn_from_the_page(matter, clerk, office_head):
    client, seat = client_of(clerk), seat_of(matter, office_head)
    page = client.get(f"/w/{matter.pk}/deadline").content.decode()
    assert "罗曼青办理" in page and "整件事项的办结时间" not in page
    sent = {"whom": str(seat), "due": SOON, "basis": ""}
    refused = client.post(f"/w/{matter.pk}/deadline", sent).content.decode()
    assert "请写明依据" in refused and f'value="{SOON}"' in refused
    assert not Deadline.objects.exists()
    client.post(f"/w/{matter.pk}/deadline", sent | {"basis": "局长批示"})
    assert Deadline.objects.get().seat.number == seat
    assert timezone.localtime(Seat.objects.get(number=seat).due).year == 2099


def test_a_program_limits_a_turn_too(matter, clerk, office_head, finance_head):
    seat = seat_of(matter, office_head)
    asked = {"due": SOON, "basis": "批示", "whom": [seat]}
    path = f"matters/{matter.pk}/operations/deadline"
    assert program(finance_head).send(path, **asked).status_code == 404
    assert program(clerk).send(path, **asked).status_code == 200
    assert Deadline.objects.get().seat.number == seat
