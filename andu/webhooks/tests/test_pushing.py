"""A flow pushes a message from one of its steps and goes on when it has arrived (decision 0218)."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from andu.engine import Automatic, Push, Step
from andu.engine.handlers import NamedPerson
from andu.webhooks import actions, jobs
from andu.webhooks.jobs import PAUSES, send_due
from andu.webhooks.models import Sending
from andu.workflow import machines, schedule
from andu.workflow.models import Errand, Seat
from andu.workflow.tests.conftest import begin, drawings, line
from tests.cast import actor_of

FIXTURES = (drawings,)
LAST = Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),))


@pytest.fixture
def pushing(hook, clerk):
    """A matter whose first step pushes to the hook."""
    push = Automatic(key="push", name="通知财务系统", task=Push(to=str(hook.pk)))
    return begin(clerk, line(push, LAST))


def turns(matter):
    return list(
        Seat.objects.filter(run__matter=matter, state="open").values_list("node", flat=True)
    )


def told():
    for one in Sending.objects.exclude(errand="").exclude(state=Sending.State.WAITING):
        jobs.tell_flow(one.pk)


def test_it_goes_on_when_the_message_has_arrived(pushing, hook, receiver):
    schedule.do_errands()
    schedule.do_errands()
    assert Sending.objects.exclude(errand="").count() == 1
    assert turns(pushing) == []
    send_due()
    told()
    told()
    said = [json.loads(body) for _head, body in receiver.heard]
    pushed = [one for one in said if one["event"] == "flow.push"]
    assert [one["details"] for one in pushed] == [{"step": "通知财务系统"}]
    assert turns(pushing) == ["decide"]


def test_given_up_it_is_stuck_until_somebody_has_it_sent_again(pushing, hook, receiver, keeper):
    schedule.do_errands()
    Sending.objects.filter(errand="").delete()  # a round tries an address that fails once
    receiver.status = 500
    for _try in range(len(PAUSES) + 1):
        send_due()
        Sending.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    told()
    errand = Errand.objects.get(run__matter=pushing)
    assert errand.state == Errand.State.STUCK
    assert "没有送到“财务系统”" in errand.problem
    receiver.status = 200
    actions.resend(hook, by=actor_of(keeper))
    send_due()
    told()
    assert turns(pushing) == ["decide"]


def test_where_nobody_listens_is_said(pushing, hook, keeper):
    actions.stop_hook(hook, by=actor_of(keeper))
    schedule.do_errands()
    assert "没有了或已停用" in Errand.objects.get(run__matter=pushing).problem
    assert machines.destinations(hook.organisation_id) == []
