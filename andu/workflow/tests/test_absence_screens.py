"""委托代办, 代人设置委托, 离岗交接 in a browser without scripts."""

import datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from andu.organisation.models import Appointment, Member
from andu.workflow import actions
from andu.workflow.models import Delegation, Handover, Seat
from andu.workflow.queries import delegations_administered, departed_with_turns
from andu.workflow.rights import ADMINISTER
from andu.workflow.tests.conftest import begin, countersign
from andu.workflow.tests.test_delegation import delegated
from andu.workflow.tests.test_handover import flow_keeper, work
from tests.cast import actor_of, client_of, give_right, make_member
from tests.house.counting import FEW, MORE, constant_queries

__all__ = ["flow_keeper"]
MINE = "/me/delegate"


def typed(delegate, **more) -> dict[str, object]:
    """A filled form."""
    today = timezone.localdate().isoformat()
    return {"delegate": delegate.pk, "since": today, "scope": "all", "reason": "出差", **more}


def test_one_delegates_and_revokes(office_head, finance_head):
    browser = client_of(office_head)
    assert "委托" in browser.get(MINE).content.decode()
    answer = browser.post(MINE, typed(finance_head), follow=True)
    page = answer.content.decode()
    assert "已委托周牧野代办" in page
    assert "生效中" in page
    made = Delegation.objects.get()
    page = client_of(finance_head).get(MINE).content.decode()
    assert "代罗曼青" in page
    page = browser.post(f"/me/delegate/{made.pk}/revoke", follow=True).content.decode()
    assert "罗曼青收回" in page
    made.refresh_from_db()
    assert not made.is_standing


def test_what_was_typed_survives_a_refusal(office_head, finance_head):
    delegated(finance_head, office_head)
    late = (timezone.localdate() + datetime.timedelta(days=9)).isoformat()
    answer = client_of(office_head).post(MINE, typed(finance_head, until=late))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "另选一人" in page
    assert late in page
    assert "周牧野" in page
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"since": "2026-02-30"}, {"delegate": "999999"}, {"delegate": "x" * 500}, {"scope": "?"},
        {"scope": "some"}, {"flows": "abc", "scope": "some"}, {"flows": "9" * 19, "scope": "some"},
        {"until": "0001-01-01"},
        {"reason": "长" * 10_000}, {"since": "99999-01-01"},
    ],
)  # fmt: skip
def test_strange_values_are_told(office_head, finance_head, odd):
    answer = client_of(office_head).post(MINE, typed(finance_head) | odd)
    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_nobody_revokes_what_is_not_theirs(office_head, finance_head, clerk):
    made = delegated(office_head, finance_head)
    assert client_of(clerk).post(f"/me/delegate/{made.pk}/revoke").status_code == 404
    made.refresh_from_db()
    assert made.is_standing


def test_an_administrator_sets_it_for_somebody_ill(office_head, finance_head, flow_keeper):
    browser = client_of(flow_keeper)
    said = typed(finance_head, absent=office_head.pk)
    answer = browser.post("/admin/delegations", said)
    assert answer.status_code == 422
    answer = browser.post("/admin/delegations", {**said, "basis": "病假单"}, follow=True)
    assert "已委托周牧野代办" in answer.content.decode()
    assert Delegation.objects.get().set_by == "陈砚秋"


def test_the_banner_says_so(office_head, finance_head):
    shown = Template("{% load absence %}{% away_banner actor %}")
    assert shown.render(Context({"actor": actor_of(office_head)})).strip() == ""
    delegated(office_head, finance_head)
    page = shown.render(Context({"actor": actor_of(office_head)}))
    assert "你已委托周牧野代办" in page
    assert shown.render(Context({"actor": actor_of(finance_head)})).strip() == ""


def test_a_departed_persons_turns_are_handed_over(clerk, office_head, finance_head, flow_keeper):
    begin(clerk, countersign("registrar"))
    office_head.state = "left"
    office_head.save()
    browser = client_of(flow_keeper)
    assert "罗曼青" in browser.get("/admin/handover").content.decode()
    url = reverse("workflow:hand_over")
    assert "罗曼青" in browser.get(f"{url}?member={office_head.pk}").content.decode()
    said = {"giver": office_head.pk, "taker": finance_head.pk, "reason": ""}
    assert browser.post(url, said).status_code == 422
    answer = browser.post(url, {**said, "reason": "离职交接"}, follow=True)
    assert "0 / 1" in answer.content.decode()
    made = Handover.objects.get()
    progress = reverse("workflow:handover_progress", args=[made.pk])
    assert "HX-Refresh" not in browser.get(progress)
    work()
    assert browser.get(progress)["HX-Refresh"] == "true"
    page = browser.get(reverse("workflow:handover", args=[made.pk])).content.decode()
    assert "已交接" in page
    assert "没有滞留的待办" in browser.get("/admin/handover").content.decode()


def test_the_lists_take_as_many_queries_with_thirty_rows(
    office_head, finance_head, clerk, flow_keeper
):
    def more(count: int) -> None:
        for _each in range(count):
            made = delegated(office_head, finance_head)
            actions.revoke_delegation(made, by=actor_of(office_head))

    constant_queries(client_of(office_head), MINE, more)

    def again(count: int) -> None:
        for _each in range(count):
            begin(clerk, countersign("registrar"))
            actions.hand_over(office_head, finance_head, "调岗", by=actor_of(flow_keeper))
            work()
            finance, office = finance_head, office_head
            actions.hand_over(finance, office, "再交回", by=actor_of(flow_keeper))
            work()

    constant_queries(client_of(flow_keeper), "/admin/handover", again)


def test_people_who_left_take_as_many_queries_whatever_their_number(bureau, clerk, flow_keeper):
    office = bureau.units["office"]

    def grow(count: int) -> None:
        for number in range(count):
            gone = make_member(office, f"gone{count}-{number}", f"某{number}")
            matter = begin(clerk, countersign("finance_head"))
            Seat.objects.filter(run__matter=matter, state=Seat.State.OPEN).update(member=gone)
            Member.objects.filter(pk=gone.pk).update(state=Member.State.LEFT)

    constant_queries(client_of(flow_keeper), "/admin/handover", grow)
    shown = departed_with_turns(actor_of(flow_keeper))
    assert [one.count for one in shown] == [1] * (FEW + MORE)


def test_delegations_take_as_many_queries_whatever_their_number(bureau, flow_keeper):
    office, finance = bureau.units["office"], bureau.units["finance"]

    def grow(count: int) -> None:
        for number in range(count):
            absent = make_member(office, f"away{count}-{number}", f"某{number}")
            delegated(absent, make_member(finance, f"here{count}-{number}", f"又{number}"))

    constant_queries(client_of(flow_keeper), "/admin/delegations", grow)
    assert len(delegations_administered(actor_of(flow_keeper))) == FEW + MORE


def test_an_administrator_of_one_unit_sees_its_people_alone(
    bureau, clerk, office_head, finance_head, director
):
    give_right(director, ADMINISTER.code, scope=bureau.units["finance"])
    begin(clerk, countersign("registrar"))
    delegated(office_head, director)
    mine = delegated(finance_head, clerk)
    assert delegations_administered(actor_of(director)) == [mine]
    Member.objects.filter(pk=office_head.pk).update(state=Member.State.LEFT)
    office_head.appointments.update(until=timezone.localdate() - datetime.timedelta(days=1))
    assert departed_with_turns(actor_of(director)) == []
    Appointment.objects.create(
        member=office_head, unit=bureau.units["finance"], until=timezone.localdate()
    )
    assert [one.member for one in departed_with_turns(actor_of(director))] == [office_head]
