import datetime

import pytest
from django.test import Client
from django.utils import timezone

from andu.audit.models import Entry
from andu.identity import actions
from andu.identity.models import Account, Activation
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from tests.cast import PASSWORD, actor_of, make_account

STRANGER = Actor(address="10.0.0.7")
GOOD = "Tea-7-hills-Moon"
BASIS = "附表1-2026-018"


@pytest.fixture
def by(system_administrator):
    return administrator(system_administrator)


@pytest.fixture
def newcomer(by):
    return actions.open_account("linwanzhou", "林晚舟", by=by, basis=BASIS)


def test_a_code_lets_a_newcomer_set_their_own_password(newcomer, by):
    code = actions.issue_activation(newcomer, by=by, basis=BASIS)
    assert code not in str(Activation.objects.values())
    typed = code.replace("-", " ").lower()
    account = actions.activate("LinWanZhou", typed, GOOD, by=STRANGER)
    assert account.state == Account.State.ACTIVE
    assert account.check_password(GOOD)
    assert Entry.objects.get(event="identity.Activated").actor_name == "林晚舟"


def spoil_used(code):
    actions.activate("linwanzhou", code, GOOD, by=STRANGER)


def spoil_expired(code):
    Activation.objects.update(expires=timezone.now() - datetime.timedelta(minutes=1))


def spoil_suspended(code):
    Account.objects.filter(login_key="linwanzhou").update(state="suspended")


@pytest.mark.parametrize("spoil", [spoil_used, spoil_expired, spoil_suspended])
def test_a_spoiled_code_is_refused_with_the_same_words(newcomer, by, spoil):
    code = actions.issue_activation(newcomer, by=by, basis=BASIS)
    spoil(code)
    said = set()
    for name, key in (("linwanzhou", code), ("linwanzhou", "AAAAA"), ("nobody", code)):
        with pytest.raises(Refused) as refused:
            actions.activate(name, key, "Lq7!wTz3-brook", by=STRANGER)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_new_code_revokes_the_older_one_and_the_password(clerk, by):
    first = actions.issue_activation(clerk.account, by=by, basis=BASIS)
    second = actions.issue_activation(clerk.account, by=by, basis=BASIS)
    assert not Account.objects.get(pk=clerk.account_id).has_usable_password()
    with pytest.raises(Refused):
        actions.activate("clerk", first, GOOD, by=STRANGER)
    with pytest.raises(Refused, match="最近用过"):
        actions.activate("clerk", second, PASSWORD, by=STRANGER)
    assert actions.activate("clerk", second, GOOD, by=STRANGER)


def test_a_weak_password_does_not_use_up_the_code(newcomer, by):
    code = actions.issue_activation(newcomer, by=by, basis=BASIS)
    with pytest.raises(Refused, match="人人都会猜"):
        actions.activate("linwanzhou", code, "Aa123456", by=STRANGER)
    assert actions.activate("linwanzhou", code, GOOD, by=STRANGER)


def test_codes_for_a_whole_unit(newcomer, by, clerk):
    issued = actions.issue_activations([newcomer, clerk.account], by=by, basis=BASIS)
    assert [account for account, _code in issued] == [newcomer]
    assert actions.activate("linwanzhou", issued[0][1], GOOD, by=STRANGER)
    assert Entry.objects.filter(event="identity.ActivationsIssued").exists()


def test_only_the_right_administrator_issues(
    clerk, by, security_administrator, audit_administrator
):
    system = Account.objects.get(office="system")
    guard, auditor = administrator(security_administrator), administrator(audit_administrator)
    for account, who, basis, match in (
        (clerk.account, actor_of(clerk), BASIS, "不能处理自己"),
        (clerk.account, auditor, BASIS, "只有系统管理员"),
        (clerk.account, guard, BASIS, "只有系统管理员"),
        (clerk.account, by, "  ", "请写明依据"),
        (system, by, BASIS, "不能处理自己"),
        (audit_administrator, by, BASIS, "由安全管理员办理"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=match):
            actions.issue_activation(account, by=who, basis=basis)
    with pytest.raises(Refused, match="请写明依据"):
        actions.issue_activations([clerk.account], by=by, basis="")
    assert not Activation.objects.exists()
    assert actions.issue_activation(system, by=guard, basis=BASIS)
    assert actions.issue_activation(security_administrator, by=by, basis=BASIS)


def test_codes_are_paused_after_many_failures(newcomer, by):
    code = actions.issue_activation(newcomer, by=by, basis=BASIS)
    for _n in range(20):
        with pytest.raises(Refused, match="激活码不对"):
            actions.activate("linwanzhou", "AAAAA", GOOD, by=STRANGER)
    with pytest.raises(Refused, match="分钟后再试"):
        actions.activate("linwanzhou", code, GOOD, by=STRANGER)


def test_the_page_lets_straight_in(newcomer, by):
    code = actions.issue_activation(newcomer, by=by, basis=BASIS)
    browser = Client()
    form = {"login_name": "linwanzhou", "code": code, "new": GOOD, "again": GOOD}
    bad = browser.post("/activate", {**form, "again": "x"})
    assert bad.status_code == 422
    assert code in bad.content.decode()
    assert browser.post("/activate", form).status_code == 302
    assert browser.get("/me/security").status_code == 200


def test_a_suspended_account_gets_no_code(by):
    account = make_account("gone", "停用")
    actions.suspend(account, by=by, basis=BASIS)
    with pytest.raises(Refused, match="先恢复"):
        actions.issue_activation(account, by=by, basis=BASIS)
