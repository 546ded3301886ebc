"""Who may stand in for whom, and for how long."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from andu.audit.models import Entry
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation import actions as people
from andu.organisation.acting import administrator
from andu.policy.declaring import Setting
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.workflow import actions
from andu.workflow.models import Delegation, Flow
from andu.workflow.policy import DELEGATION_DAYS, DELEGATION_RANGE
from andu.workflow.rules_absence import Absence
from tests.cast import actor_of, give_right


def day(n: int) -> datetime.date:
    """So many days from today."""
    return timezone.localdate() + datetime.timedelta(days=n)


def away(absent, delegate, since=0, until=None, **more) -> Absence:
    """An absence from a day to a day, counted from today."""
    last = None if until is None else day(until)
    return Absence(absent=absent, delegate=delegate, since=day(since), until=last, **more)


def delegated(absent, delegate, since=0, until=None, **more) -> Delegation:
    """Done by the absent person."""
    return actions.delegate(away(absent, delegate, since, until, **more), by=actor_of(absent))


def refused(match: str, asked: Absence, by, basis: str = "") -> None:
    """The delegation is refused, and nothing has changed."""
    before = Delegation.objects.count(), Entry.objects.count(), Notice.objects.count()
    with pytest.raises(Refused, match=match):
        actions.delegate(asked, by=by, basis=basis)
    assert (Delegation.objects.count(), Entry.objects.count(), Notice.objects.count()) == before


def set_policy(setting: Setting, text: str) -> None:
    """An administrator's decision for the whole installation."""
    Decision.objects.create(
        code=setting.code, level="installation", place=0, text=text, since=timezone.now()
    )
    forget()


def test_one_delegates_ones_turns(director, office_head):
    made = delegated(director, office_head, 0, 7, reason="出差")
    assert made.is_in_force and made.begun and made.all_flows
    assert str(made) == "沈知远委托罗曼青"
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == ["workflow.Delegated", "workflow.DelegationBegun"]
    assert Notice.objects.get().member == office_head


def test_both_hear_of_what_an_administrator_sets(director, office_head, registrar):
    give_right(registrar, "workflow.matters.administer")
    asked = away(director, office_head, 0, 7)
    made = actions.delegate(asked, by=actor_of(registrar), basis="病假单〔2026〕12 号")
    assert made.set_by == "陈砚秋"
    assert Entry.objects.filter(basis="病假单〔2026〕12 号", event="workflow.Delegated").exists()
    assert set(Notice.objects.values_list("member", flat=True)) == {director.pk, office_head.pk}


def test_nobody_sets_it_for_others(director, office_head, clerk, registrar):
    refused("只能委托自己的待办", away(director, office_head), actor_of(clerk), "领导批示")
    give_right(registrar, "workflow.matters.administer")
    refused("依据", away(director, office_head), actor_of(registrar))


def test_an_administrator_of_one_unit_sets_it_there_only(
    bureau, director, office_head, clerk, registrar
):
    give_right(registrar, "workflow.matters.administer", scope=bureau.units["office"])
    refused("只能委托自己的待办", away(director, office_head), actor_of(registrar), "批示")
    actions.delegate(away(clerk, office_head), by=actor_of(registrar), basis="批示")


def test_not_to_oneself_nor_to_strangers_nor_to_the_departed(
    director, office_head, outsider, clerk, finance_head, system_administrator
):
    by = actor_of(director)
    refused("本人", away(director, director), by)
    refused("不在本机构", away(director, outsider), by)
    finance_head.state = "left"
    finance_head.save()
    refused("周牧野已离职", away(director, finance_head), by)
    clerk.account.state = "suspended"
    clerk.account.save()
    refused("账户停用", away(director, clerk), by)


def test_days_that_make_no_sense(director, office_head):
    by = actor_of(director)
    refused("开始日期已过", away(director, office_head, -1, 3), by)
    refused("早于开始日期", away(director, office_head, 3, 2), by)


def test_the_longest_and_the_farthest(bureau, director, office_head, finance_head, clerk):
    set_policy(DELEGATION_DAYS, "30")
    refused("请填结束日期", away(director, office_head), actor_of(director))
    refused("最长 30 天", away(director, office_head, 0, 30), actor_of(director))
    delegated(director, office_head, 0, 29)
    set_policy(DELEGATION_RANGE, "unit")
    refused("“办公室”及其下级", away(clerk, finance_head, 0, 3), actor_of(clerk))
    set_policy(DELEGATION_RANGE, "branch")
    delegated(clerk, finance_head, 0, 3)


def test_one_scope_is_delegated_once(director, office_head, finance_head):
    delegated(director, office_head, 0, 7)
    refused("已委托罗曼青代办", away(director, finance_head, 7, 9), actor_of(director))
    delegated(director, finance_head, 8, 9)


def test_different_flows_go_to_different_people(bureau, director, office_head, finance_head):
    leave, buy = (
        Flow.objects.create(organisation=bureau.organisation, code=code, name=code)
        for code in ("leave", "buy")
    )
    delegated(director, office_head, flows=(leave,))
    delegated(director, finance_head, flows=(buy,))
    refused("已委托", away(director, finance_head, flows=(leave, buy)), actor_of(director))
    refused("已委托", away(director, finance_head), actor_of(director))


def test_neither_chains_nor_loops(director, office_head, finance_head):
    delegated(office_head, finance_head, 0, 7)
    refused(
        "罗曼青已把待办委托给周牧野（.*），不能再受托",
        away(director, office_head, 5),
        actor_of(director),
    )
    refused("周牧野正受罗曼青委托代办（.*），不能再转委托", away(finance_head, director, 0, 1),
            actor_of(finance_head))  # fmt: skip
    refused("罗曼青", away(finance_head, office_head, 0, 1), actor_of(finance_head))
    delegated(director, office_head, 8, 9)


def test_a_revoked_or_past_one_is_no_chain(director, office_head, finance_head):
    made = delegated(office_head, finance_head)
    actions.revoke_delegation(made, by=actor_of(office_head))
    delegated(director, office_head)


def test_it_is_revoked_once_by_those_concerned(director, office_head, clerk):
    made = delegated(director, office_head)
    with pytest.raises(Refused, match="只能委托自己的待办"):
        actions.revoke_delegation(made, by=actor_of(clerk))
    made.refresh_from_db()
    assert made.is_standing
    actions.revoke_delegation(made, by=actor_of(office_head))
    made.refresh_from_db()
    assert (made.revoked_by, made.is_in_force) == ("罗曼青", False)
    with pytest.raises(Refused, match="已由罗曼青收回"):
        actions.revoke_delegation(made, by=actor_of(director))


def test_days_are_those_of_the_office(director, office_head, monkeypatch):
    """In force from the first midnight of the civil zone to the one after the last day."""
    made = delegated(director, office_head, 1, 1)
    zone = ZoneInfo("Asia/Shanghai")
    first = datetime.datetime.combine(day(1), datetime.time(), zone)
    expected = [(-1, False), (0, True), (24 * 60 - 1, True), (24 * 60, False)]
    with timezone.override(zone):
        for minutes, holds in expected:
            now = (first + datetime.timedelta(minutes=minutes)).astimezone(datetime.UTC)
            monkeypatch.setattr(timezone, "now", lambda now=now: now)
            assert Delegation.objects.in_force().filter(pk=made.pk).exists() is holds
            assert made.is_in_force is holds


def test_what_has_left_the_house_delegates_nothing(director, office_head, system_administrator):
    by = administrator(system_administrator)
    people.see_out(office_head, by=by, basis="离职审批")
    office_head.refresh_from_db()
    refused("已离职", away(director, office_head), actor_of(director))
