"""The desk by role: which blocks stand on it, and what they say."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from andu.organisation.models import Appointment, Member
from andu.portal import queries
from andu.portal.placing import moved
from andu.todo.models import Todo
from andu.ui import blocks
from andu.ui.blocks import Block
from andu.workflow import actions, kinds
from andu.workflow.actions.deciding import Back
from andu.workflow.kinds import Kind
from andu.workflow.models import Participant, Seat, UrgeDuty
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decide_policy, drawings, seat_of
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

assert drawings and decide_policy


@pytest.fixture(autouse=True)
def test_kind():
    """A room that shows matters of the kind the stories start."""
    kinds.register(Kind("test", "测试", {"": lambda request, matter: HttpResponse("办理")}))


def desk(member) -> str:
    """The text of a person's desk."""
    return client_of(member).get("/").content.decode()


def codes(member) -> list[str]:
    """The blocks somebody has, in order."""
    actor = actor_of(member)
    places, _own = queries.arrangement.for_person(actor, queries.role_of(actor))
    return [place.block.code for place in places]


def test_as_what_people_sit_at_the_desk(director, office_head, clerk, registrar, bureau):
    roles = [queries.role_of(actor_of(one)) for one in (director, office_head, clerk)]
    assert roles == ["leader", "head", "clerk"]
    give_right(clerk, "workflow.matters.administer")
    assert queries.role_of(actor_of(clerk)) == "keeper"
    Appointment.objects.create(member=registrar, unit=bureau.units["office"], duty="contact")
    assert queries.role_of(actor_of(registrar)) == "head"


def test_who_has_which_blocks(director, office_head, clerk):
    assert codes(clerk)[:4] == ["today", "to_fill", "returned", "mine"]
    assert "unit" not in codes(clerk)
    assert "unit" in codes(office_head) and "stuck" not in codes(office_head)
    give_right(office_head, "workflow.matters.administer")
    assert "stuck" in codes(office_head)
    assert "等我签批" in desk(director) and "常用发起" not in desk(director)


def test_late_then_today_then_the_rest(clerk, office_head):
    for _each in range(3):
        begin(clerk, countersign("finance_head"))
    lines = list(Todo.objects.filter(assignee=office_head).order_by("pk"))
    now = timezone.now()
    for line, due in zip(lines, (now + timedelta(30), now - timedelta(1), now), strict=True):
        Todo.objects.filter(pk=line.pk).update(due=due)
    groups = queries.today(actor_of(office_head))
    assert [(group.label, group.is_late, len(group.rows)) for group in groups] == [
        ("已超期", True, 2), ("之后", False, 1),
    ]  # fmt: skip
    assert "含超期 2 件" in desk(office_head)


def test_an_urged_line_says_so_and_who_acts_for_whom(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.urge(matter, [seat_of(matter, office_head)], by=actor_of(clerk))
    assert "催 1" in desk(office_head)
    Seat.objects.filter(run__matter=matter, state="open").update(on_behalf_name="林晚舟")
    assert "罗曼青（代林晚舟） 科长审核" in desk(clerk)


def test_what_was_given_out_has_its_list(clerk, office_head, registrar):
    matter = begin(clerk, countersign("finance_head"))
    Participant.objects.create(
        matter=matter, member=registrar, capacity="absent", at=timezone.now()
    )  # fmt: skip
    assert matter.title in client_of(registrar).get("/todo/entrusted").content.decode()
    assert matter.title not in client_of(office_head).get("/todo/entrusted").content.decode()


def test_what_came_back_is_apart(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    assert "退回给我的" not in desk(clerk)
    by, seat = actor_of(office_head), seat_of(matter, office_head)
    actions.return_(matter, seat, Back(), Deed(opinion="请补附件"), by=by)
    assert "退回给我的" in desk(clerk) and "待修改" in desk(clerk)


def test_whom_it_is_ones_duty_to_urge(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    seat = Seat.objects.get(run__matter=matter, state="open")
    assert "该我催办的" not in desk(clerk)
    UrgeDuty.objects.create(
        seat=seat, member=clerk, member_name=clerk.name, due=timezone.now(), opened=timezone.now()
    )
    assert f"催罗曼青：{matter.title}" in desk(clerk)


def test_what_stands_still_is_for_who_administers_it(clerk, office_head, finance_head, bureau):
    matter = begin(clerk, countersign("finance_head"), unit=bureau.units["office"])
    Member.objects.filter(pk=office_head.pk).update(state="left")
    give_right(finance_head, "workflow.matters.administer", scope=bureau.units["finance"])
    assert not queries.stuck(actor_of(finance_head))
    give_right(clerk, "workflow.matters.administer", scope=bureau.units["office"])
    text = desk(clerk)
    assert "罗曼青已离职，手上还有 1 件" in text and "/admin/handover/new?member=" in text
    Member.objects.filter(pk=office_head.pk).update(state="present")
    actions.suspend(matter, Deed(opinion="等通知"), by=actor_of(clerk))
    assert "已挂起" in desk(clerk)


def test_a_place_exists_only_while_somebody_fills_it(clerk, monkeypatch):
    monkeypatch.setattr(blocks, "_blocks", dict(blocks._blocks))
    said = {"rows": []}
    answers: list[dict[str, list[object]] | None] = [None, said]
    blocks.register(
        Block(
            code="schedule", label="今日日程", help="", template="portal/_desk_mine.html",
            context=lambda _request: answers.pop(0),
        )
    )  # fmt: skip
    assert "今日日程" not in desk(clerk)
    assert "今日日程" in desk(clerk)


def test_a_block_moves_within_its_column(clerk):
    actor = actor_of(clerk)
    places, _own = queries.arrangement.for_person(actor, "clerk")
    after = [place.block.code for place in moved(places, "usual", "up")]
    assert after.index("usual") < after.index("delegated")
    assert moved(places, "to_fill", "up") == places


@pytest.mark.parametrize("role", ["director", "office_head", "clerk"])
def test_the_desk_takes_a_constant_number_of_statements(bureau, role):
    clerk = bureau.members["clerk"]
    flow = countersign("finance_head")

    def grow(n):
        for _each in range(n):
            matter = begin(clerk, flow)
            actions.agree(
                matter, seat_of(matter, bureau.members["office_head"]),
                by=actor_of(bureau.members["office_head"]),
            )  # fmt: skip
            begin(clerk, flow)

    assert constant_queries(client_of(bureau.members[role]), "/", grow) <= 40


def test_the_page_is_small(clerk, office_head):
    for _each in range(20):
        begin(clerk, countersign("finance_head"), title="关于采购空调维保的请示" * 5)
    for who in (clerk, office_head):
        assert len(client_of(who).get("/").content) < 40_000
