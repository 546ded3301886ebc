"""Limits by instruction, and what time did, on the page, in print and for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from andu.api.tests.programs import program
from andu.approvals.matrix import matrices_of
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.workflow import actions, schedule, store
from andu.workflow.models import Deadline, Seat
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of, client_of

SOON = "2099-12-01T18:00"


@pytest.fixture
def decide():
    """Decide a setting for the whole installation."""

    def decided(code, text):
        since = timezone.now()
        Decision.objects.create(code=code, level="installation", place=0, text=text, since=since)
        forget()

    yield decided
    forget()


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


def test_both_clocks_are_shown_until_it_is_opened(matter, clerk, office_head, decide):
    decide("workflow.at_limit", "escalate")
    page = client_of(clerk).get(f"/w/{matter.pk}").content.decode()
    assert page.count('class="sla') >= 2 and "超时 1 天后上报上级" in page
    (now,) = [one for one in program(clerk).ask(f"matters/{matter.pk}")["trace"]
              if one["state"] == "now"]  # fmt: skip
    assert now["respond_due"] < now["due"] and now["then"] == "超时 1 天后上报上级"
    client_of(office_head).get(f"/w/{matter.pk}")
    (now,) = [one for one in program(clerk).ask(f"matters/{matter.pk}")["trace"]
              if one["state"] == "now"]  # fmt: skip
    assert now["respond_due"] is None and now["due"]


def test_a_countersign_table_names_who_let_it_pass(matter, clerk, office_head, decide):
    decide("workflow.auto_pass_allowed", "1")
    decide("workflow.at_limit", "pass")
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    rows = Seat.objects.filter(run__matter=matter, state="open")
    assert rows.count() == 2
    silent, signs = rows.order_by("number")
    rows.filter(pk=silent.pk).update(due=timezone.now() - timedelta(days=9))
    schedule.act_by_time()
    actions.agree(matter, signs.number, by=actor_of(signs.member))
    found = matrices_of(store.load(matter.pk))[0]
    line = next(one for one in found.signatures if one.name == silent.member_name)
    assert (line.result, line.mark) == ("超时自动通过", "warn")
    assert found.summary == "2 人，已签署 1 人"
    page = client_of(clerk).get(f"/w/{matter.pk}").content.decode()
    assert "超时自动通过" in page and "未办理" in page
