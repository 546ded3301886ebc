"""Tokens go with the password they were made under, with the account, with the person (C06)."""

import pytest
from django.utils import timezone

from andu.api.models import Token
from andu.api.policy import AFTER_CHANGE
from andu.api.tests.programs import program
from andu.audit.models import Entry
from andu.identity import actions as identity
from andu.notify.models import Notice
from andu.organisation import actions as organisation
from andu.organisation.acting import administrator
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import PASSWORD, actor_of, client_of, make_account

NEW = "Qing-Feng-2026-Xia"


@pytest.fixture
def keeper(db):
    return administrator(make_account("systemadmin", "陈系统", office="system"))


def changed(member):
    return identity.change_password(member.account, NEW, old=PASSWORD, by=actor_of(member))


def turned_away(machine) -> tuple[int, str, str]:
    answer = machine.get("/api/me")
    return answer.status_code, answer.json()["code"], answer.json()["detail"]


def test_a_changed_password_ends_the_tokens_and_the_owner_is_told(clerk, office_head):
    machine, other = program(clerk), program(office_head)
    changed(clerk)
    status, code, words = turned_away(machine)
    assert (status, code) == (401, "token-ended") and "口令已更换" in words
    assert other.get("/api/me").status_code == 200
    assert "1 个接口令牌已停用" in Notice.objects.get(member=clerk).title
    assert Entry.objects.filter(sentence__contains="1 个接口令牌随之停用").count() == 1
    clerk.account.refresh_from_db()
    assert "口令已更换" in client_of(clerk).get("/me/tokens").text
    assert program(clerk).get("/api/me").status_code == 200  # one made anew


def test_an_organisation_may_let_tokens_outlive_a_change_by_their_owner(clerk, keeper):
    Decision.objects.create(
        code=AFTER_CHANGE.code, level="organisation", place=clerk.organisation_id, text="false",
        since=timezone.now(),
    )  # fmt: skip
    forget()
    machine = program(clerk)
    changed(clerk)
    assert machine.get("/api/me").status_code == 200
    identity.report_leak(clerk.account, by=actor_of(clerk))
    assert "报告过口令泄露" in turned_away(machine)[2]


@pytest.mark.parametrize("reset", [identity.issue_activation, identity.issue_password])
def test_a_password_reset_by_an_administrator_ends_them(reset, clerk, keeper):
    machine = program(clerk)
    reset(clerk.account, by=keeper, basis="本人忘记口令")
    assert "口令已重置" in turned_away(machine)[2]
    assert Token.objects.get().why == Token.Why.RESET


def test_a_suspended_account_finds_its_tokens_again_a_closed_one_does_not(clerk, keeper):
    machine = program(clerk)
    identity.suspend(clerk.account, by=keeper, basis="核查")
    assert turned_away(machine)[:2] == (401, "account-suspended")
    identity.restore(clerk.account, by=keeper, basis="核查完毕")
    assert machine.get("/api/me").status_code == 200
    identity.close(clerk.account, by=keeper, basis="离开")
    assert "账户已注销" in turned_away(machine)[2]


def test_who_has_left_leaves_no_program_behind(clerk, keeper):
    machine = program(clerk)
    organisation.see_out(clerk, by=keeper, basis="调离")
    assert "已离职" in turned_away(machine)[2]
    assert Token.objects.get().why == Token.Why.LEFT


def test_where_there_is_no_token_nothing_is_told(clerk):
    changed(clerk)
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(sentence__contains="令牌随之停用").exists()
