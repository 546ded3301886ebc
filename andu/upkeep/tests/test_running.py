"""What runs, stands still, came back: seen by those who look after it, and stepped into by rule."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from andu.approvals.models import Template
from andu.organisation.models import Member
from andu.upkeep.queries import monitoring
from andu.upkeep.queries.monitoring import Wanted
from andu.workflow import actions as workflow
from andu.workflow.actions.deciding import Back
from andu.workflow.models import Errand, Matter, Seat
from andu.workflow.saying import Deed
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

RUNNING = reverse("upkeep:running")


def kinds_of(member, **wanted):
    found = monitoring.figures(actor_of(member), Wanted(**wanted))
    return {kind: count for kind, count in found.items() if count != "0"}


def at(matter):
    return reverse("upkeep:matter", args=[matter.pk])


def test_each_way_to_stand_is_counted(submit, office_head, keeper, registrar):
    on, late, back, paused, stuck = (submit().matter for _time in range(5))
    hour = timezone.now() - datetime.timedelta(hours=1)
    Seat.objects.filter(run__matter=late).update(due=hour)
    seat = Seat.objects.get(run__matter=back, state="open").number
    workflow.return_(back, seat, Back(), Deed(opinion="请补充"), by=actor_of(office_head))
    workflow.suspend(paused, Deed(opinion="等文件"), by=actor_of(keeper))
    Seat.objects.filter(run__matter=stuck).update(member=registrar)
    Member.objects.filter(pk=registrar.pk).update(state=Member.State.LEFT)
    assert kinds_of(office_head) == {"": "4", "late": "1", "stuck": "1", "returned": "1",
                                     "suspended": "1"}  # fmt: skip
    for kind, matter in (("late", late), ("returned", back), ("suspended", paused)):
        lines = monitoring.watched(actor_of(office_head), Wanted(kind=kind)).lines
        assert [line.matter.pk for line in lines] == [matter.pk]
    assert on.is_running


def test_the_list_is_narrowed(submit, office_head, bureau):
    matter = submit().matter
    old = timezone.now() - datetime.timedelta(days=10)
    Matter.objects.filter(pk=matter.pk).update(started=old)
    office = str(bureau.units["office"].pk)
    assert kinds_of(office_head, flow="leave", unit=office, step="科长", age="7") == {"": "1"}
    for wanted in ({"flow": "x"}, {"unit": "0"}, {"step": "局长"}, {"age": "15"}):
        assert kinds_of(office_head, **wanted) == {}
    assert kinds_of(office_head, age="1000000", kind="?") == {"": "1"}


def test_a_step_of_the_machine_is_found_by_its_name(submit, office_head):
    """But not by the name of an alarm: no matter stands there."""
    run = submit().matter.run
    for node, step, kind in (("day", "等到用车日期", "wait"), ("bell", "到期转出", "alarm")):
        now = timezone.now()
        Errand.objects.create(run=run, visit=1, node=node, step=step, kind=kind, since=now)
    assert kinds_of(office_head, step="用车") == {"": "1"}
    assert kinds_of(office_head, step="转出") == {}


def test_others_watch_nothing(submit, clerk, finance_head, outsider):
    matter = submit().matter
    for member in (clerk, finance_head, outsider):
        assert kinds_of(member) == {}
        assert client_of(member).get(at(matter)).status_code == 404
    assert "没有归你管理的流程" in client_of(clerk).get(RUNNING).content.decode()


def test_who_may_not_open_a_matter_is_not_told_its_title(submit, finance_head, bureau):
    submit(title="绝密的请假")
    Template.objects.update(unit=bureau.units["finance"])
    Matter.objects.update(unit=bureau.units["finance"])
    matter = Matter.objects.get()
    page = client_of(finance_head).get(RUNNING).content.decode()
    assert matter.serial in page
    assert "绝密" not in page
    page = client_of(finance_head).get(at(matter)).content.decode()
    assert "看不到它的内容" in page
    assert "绝密" not in page


def test_an_administrator_finds_every_way_to_step_in(submit, keeper):
    matter = submit().matter
    page = client_of(keeper).get(at(matter)).content.decode()
    for code in ("urge", "reassign", "jump", "suspend", "void"):
        assert f"/w/{matter.pk}/{code}" in page
    assert "终止事项" in page


def test_stepping_in_from_there_needs_its_reason(submit, keeper):
    matter = submit().matter
    browser = client_of(keeper)
    assert browser.post(f"/w/{matter.pk}/suspend", {"reason": ""}).status_code == 422
    matter.refresh_from_db()
    assert matter.is_running
    browser.post(f"/w/{matter.pk}/suspend", {"reason": "等文件"})
    matter.refresh_from_db()
    assert matter.state == Matter.State.SUSPENDED


def test_a_head_is_told_why_they_cannot_step_in(submit, office_head):
    page = client_of(office_head).get(at(submit().matter)).content.decode()
    assert "由流程管理员办理" in page
    assert "终止事项" not in page


@pytest.mark.parametrize("who", ["office_head", "registrar"])
def test_the_page_costs_the_same_at_length(submit, request, bureau, who):
    give_right(bureau.members["registrar"], "workflow.matters.administer")

    def grow(count):
        for _time in range(count):
            submit()

    constant_queries(client_of(bureau.members[who]), RUNNING, grow)


def test_pages_go_on_from_the_oldest(submit, office_head):
    made = [submit().matter.pk for _time in range(3)]
    by = actor_of(office_head)
    first = monitoring.watched(by, Wanted(), size=2)
    rest = monitoring.watched(by, Wanted(), first.next, size=2)
    assert [line.matter.pk for line in (*first.lines, *rest.lines)] == made
