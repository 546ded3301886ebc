"""A handover that stands half-way: it goes on by itself, says why, and who ought to hear hears."""

import datetime

import pytest
from django.db import OperationalError
from django.utils import timezone

from andu.audit.models import Entry
from andu.kit.jobs import worker
from andu.kit.verdict import Refused, no
from andu.notify.models import Notice
from andu.workflow import actions, schedule
from andu.workflow.actions import handing_over
from andu.workflow.actions.handing_over import _pass, _run_handover
from andu.workflow.models import Handover, HandoverItem, History
from andu.workflow.succession import the_system
from andu.workflow.tests.conftest import begin, countersign
from andu.workflow.tests.test_handover import flow_keeper, work
from tests.cast import actor_of, client_of

__all__ = ["flow_keeper"]
State = HandoverItem.State


@pytest.fixture
def made(clerk, office_head, finance_head, flow_keeper):
    """Three of the office's head's turns on their way to finance."""
    for _each in range(3):
        begin(clerk, countersign("registrar"))
    return actions.hand_over(office_head, finance_head, "调岗", by=actor_of(flow_keeper))


def failing_at(monkeypatch, made, error):
    """The second item cannot be passed on."""
    second = made.items.all()[1].pk

    def passed(item, *, by):
        if item.pk == second:
            raise error
        return _pass(item, by=by)

    monkeypatch.setattr(handing_over, "_pass", passed)


def states():
    return [*HandoverItem.objects.order_by("pk").values_list("state", flat=True)]


def titles(member):
    return [*Notice.objects.filter(member=member, kind="workflow.handover").values_list(
        "title", flat=True)]  # fmt: skip


def test_one_that_cannot_go_does_not_keep_the_others(
    made, monkeypatch, office_head, finance_head, flow_keeper
):
    failing_at(monkeypatch, made, KeyError("seat"))
    work()
    assert states() == [State.DONE, State.FAILED, State.DONE]
    assert Handover.objects.get().state == "done"
    page = client_of(flow_keeper).get(f"/admin/handover/{made.pk}").text
    assert "系统出错，已记入日志" in page and "仍在罗曼青手上" in page
    assert f"/admin/handover/new?member={office_head.pk}&amp;to={finance_head.pk}" in page
    monkeypatch.undo()
    again = client_of(flow_keeper).get(
        "/admin/handover/new", {"member": office_head.pk, "to": finance_head.pk}
    ).text  # fmt: skip
    assert "罗曼青" in again and "周牧野" in again
    actions.hand_over(office_head, finance_head, "再来", by=actor_of(flow_keeper))
    work()
    assert History.objects.filter(how="handed_over").count() == 3


def test_all_three_hear_of_it(made, monkeypatch, office_head, finance_head, flow_keeper):
    failing_at(monkeypatch, made, Refused(no("此件不能交接。")))
    work()
    assert titles(finance_head) == ["离岗交接：罗曼青的 2 件待办转到你这里"]
    assert titles(office_head) == ["离岗交接：你的 2 件待办已转给周牧野"]
    assert titles(flow_keeper) == ["罗曼青交接给周牧野：1 件未能交接，请看原因"]
    link = Notice.objects.get(member=flow_keeper, kind="workflow.handover").link
    assert "此件不能交接。" in client_of(flow_keeper).get(link).text


def test_where_all_went_well_the_one_who_asked_is_not_told(made, flow_keeper):
    work()
    assert not titles(flow_keeper)


def test_a_database_that_is_away_fails_nothing(made, monkeypatch):
    failing_at(monkeypatch, made, OperationalError("away"))
    with pytest.raises(OperationalError):
        _run_handover(made.pk)
    assert states() == [State.DONE, State.WAITING, State.WAITING]
    monkeypatch.undo()
    work()
    assert states() == [State.DONE] * 3


def test_one_whose_job_was_given_up_goes_on_by_itself(made, monkeypatch, flow_keeper):
    failing_at(monkeypatch, made, OperationalError("away"))
    for hours in range(1, 9):  # as often as the worker tries
        worker.drain(timezone.now() + datetime.timedelta(hours=hours))
    monkeypatch.undo()
    assert states() == [State.DONE, State.WAITING, State.WAITING]
    page = client_of(flow_keeper).get(f"/admin/handover/{made.pk}").text
    assert "1 / 3" in page and "会自己接着做" in page
    assert "进行中" in client_of(flow_keeper).get("/admin/handover").text
    schedule.resume_handovers()
    assert not work(), "its own job has an hour"
    old = timezone.now() - datetime.timedelta(hours=1)
    Handover.objects.update(created=old)
    schedule.resume_handovers()
    work()
    assert states() == [State.DONE] * 3 and Handover.objects.get().state == "done"
    assert History.objects.filter(how="handed_over").count() == 3
    assert Entry.objects.filter(event="workflow.HandoverResumed").count() == 1
    with pytest.raises(Refused, match="已经完成"):
        actions.resume_handover(made, by=the_system(made.organisation_id))
