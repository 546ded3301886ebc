import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from andu.audit.models import Entry
from andu.identity import actions
from andu.identity.models import Account, Activation, SignIn
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from tests.cast import PASSWORD, actor_of, client_of, make_account
from tests.house.counting import constant_queries

BASIS = "附表1-2026-018"


@pytest.fixture
def by(system_administrator):
    return administrator(system_administrator)


@pytest.fixture
def browser(system_administrator):
    client = Client()
    client.force_login(system_administrator)
    return client


def test_an_account_is_opened_on_a_basis_without_a_password(by):
    account = actions.open_account(" linwanzhou", "林晚舟", by=by, basis=BASIS)
    assert (account.state, account.has_usable_password()) == ("awaiting", False)
    assert Entry.objects.get().basis == BASIS


@pytest.mark.parametrize("name", ["Clerk", "ＣＬＥＲＫ", "cle rk", "cl\u200berk"])
def test_one_login_name_one_account(clerk, by, name):
    with pytest.raises(Refused, match="已经有人用过"):
        actions.open_account(name, "另一人", by=by, basis=BASIS)
    assert Account.objects.filter(login_key="clerk").count() == 1
    assert not Entry.objects.exists()


def test_nobody_registers_oneself(clerk, by):
    for who, basis in ((actor_of(clerk), BASIS), (Actor(), BASIS), (by, "")):
        with pytest.raises(Refused):
            actions.open_account("new", "新人", by=who, basis=basis)
        with pytest.raises(Refused):
            actions.open_accounts([("new", "新人")], by=who, basis=basis)
    with pytest.raises(Refused, match="首次启动"):
        actions.open_account("boss", "又一管理员", by=by, basis=BASIS, office="system")
    assert not Account.objects.filter(login_key__in=["new", "boss"]).exists()


def test_many_accounts_are_opened_in_one_go(by):
    made = actions.open_accounts([("a1", "甲"), ("a2", "乙")], by=by, basis=BASIS)
    assert [account.pk is not None for account in made] == [True, True]
    assert Entry.objects.filter(event="identity.AccountOpened").count() == 2


def test_suspending_ends_sessions_and_restoring_keeps_the_password(clerk, by):
    browser = client_of(clerk)
    browser.get("/me/security")
    actions.begin_session(clerk.account, browser.session.session_key, by=Actor())
    actions.suspend(clerk.account, by=by, basis=BASIS)
    assert SignIn.objects.get().ended
    assert browser.get("/me/security")["Location"].startswith("/login")
    restored = actions.restore(clerk.account, by=by, basis=BASIS)
    assert restored.state == Account.State.ACTIVE
    assert restored.check_password(PASSWORD)


def test_closing_is_for_good_and_keeps_the_name(clerk, by):
    actions.close(clerk.account, by=by, basis=BASIS)
    with pytest.raises(Refused, match="不能恢复"):
        actions.restore(clerk.account, by=by, basis=BASIS)
    with pytest.raises(Refused, match="已经有人用过"):
        actions.open_account("clerk", "新人", by=by, basis=BASIS)


@pytest.mark.parametrize(("login_name", "name"), [(" \u200b", "新人"), ("new", " ")])
def test_an_account_without_a_name_is_not_opened(by, login_name, name):
    before = Account.objects.count()
    with pytest.raises(Refused, match="都要填"):
        actions.open_account(login_name, name, by=by, basis=BASIS)
    assert Account.objects.count() == before
    assert not Entry.objects.exists()


def test_what_is_over_is_not_ended_twice(clerk, by):
    actions.close(clerk.account, by=by, basis=BASIS)
    told = Entry.objects.count()
    for verb, why in (
        (actions.close, "已经注销"), (actions.suspend, "不能停用"),
        (actions.issue_activation, "不能再发激活码"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            verb(clerk.account, by=by, basis=BASIS)
    assert Account.objects.get(pk=clerk.account_id).state == Account.State.CLOSED
    assert Entry.objects.count() == told
    assert not Activation.objects.exists()


def test_the_security_administrator_sees_only_those_with_an_office(
    clerk, system_administrator, security_administrator
):
    guard = administrator(security_administrator)
    seen = set(Account.objects.visible_to(guard))
    assert seen == {system_administrator, security_administrator}
    assert list(Account.objects.visible_to(actor_of(clerk))) == [clerk.account]


@pytest.mark.parametrize("verb", [actions.suspend, actions.restore, actions.close])
def test_others_may_not(clerk, director, audit_administrator, by, verb):
    Account.objects.filter(pk=clerk.account_id).update(
        state="suspended" if verb is actions.restore else "active"
    )
    before = Account.objects.get(pk=clerk.account_id).state
    for who, basis in (
        (actor_of(director), BASIS),
        (administrator(audit_administrator), BASIS),
        (by, ""),
    ):
        with pytest.raises(Refused):
            verb(clerk.account, by=who, basis=basis)
    assert Account.objects.get(pk=clerk.account_id).state == before
    assert not Entry.objects.exists()


def test_an_administrator_is_looked_after_by_another_kind(
    by, audit_administrator, security_administrator
):
    with pytest.raises(Refused, match="由安全管理员办理"):
        actions.suspend(audit_administrator, by=by, basis=BASIS)
    guard = administrator(security_administrator)
    actions.suspend(audit_administrator, by=guard, basis=BASIS)
    with pytest.raises(Refused, match="不能注销"):
        actions.close(audit_administrator, by=guard, basis=BASIS)


def test_the_database_holds_one_account_per_office(system_administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_account("second", "第二个", office="system")


def test_the_list_narrows_by_text_state_and_unit(browser, bureau):
    def names(query):
        return [row[0].name for row in browser.get(f"/admin/users?{query}").context["rows"]]

    assert "方亦舒" in names("")
    assert names("text=亦舒") == names("text=CLERK") == ["方亦舒"]
    assert names(f"unit={bureau.units['finance'].pk}") == ["周牧野"]
    assert names("state=closed") == []
    assert "办公室 科员" in browser.get("/admin/users?text=clerk").content.decode()


def test_a_long_list_goes_on_after_the_last_one_seen(browser, bureau):
    for n in range(60):
        Account(login_name=f"g{n}", login_key=f"g{n}", name="某人").save()
    first = browser.get("/admin/users?text=某人")
    second = browser.get(f"/admin/users?{first.context['next']}")
    names = [row[0].login_name for page in (first, second) for row in page.context["rows"]]
    assert len(names) == len(set(names)) == 60


def test_the_list_takes_a_constant_number_of_queries(browser, bureau):
    def grow(number):
        start = Account.objects.count()
        for n in range(number):
            Account(login_name=f"g{start + n}", login_key=f"g{start + n}", name="某人").save()

    assert constant_queries(browser, "/admin/users", grow) <= 8


def test_the_code_is_shown_once_and_kept_nowhere(browser, clerk):
    address = f"/admin/users/{clerk.account_id}/reset"
    answer = browser.post(address, {"basis": BASIS, "_key": "0123456789abcdef"})
    assert answer.status_code == 200
    code = answer.context["code"]
    assert code in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    again = browser.post(address, {"basis": BASIS, "_key": "0123456789abcdef"})
    assert again.context["code"] != code
    assert Activation.objects.open().count() == 1


def test_a_new_account_by_hand_gets_its_code(browser, db):
    form = {"login_name": "linwanzhou", "name": "林晚舟", "basis": BASIS}
    assert browser.post("/admin/users/new", {**form, "basis": ""}).status_code == 422
    assert browser.post("/admin/users/new", form).context["code"]
    again = browser.post("/admin/users/new", form)
    assert again.status_code == 422
    assert 'value="林晚舟"' in again.content.decode()


def test_a_new_account_whose_code_was_lost_on_the_way_gets_another(browser, db):
    form = {
        "login_name": "linwanzhou",
        "name": "林晚舟",
        "basis": BASIS,
        "_key": "0123456789abcdef",
    }
    lost = browser.post("/admin/users/new", form).context["code"]
    again = browser.post("/admin/users/new", form)
    assert again.status_code == 200 and again.context["code"] != lost
    assert Account.objects.filter(login_key="linwanzhou").count() == 1
    assert Entry.objects.filter(event="identity.AccountOpened").count() == 1
    assert Activation.objects.open().count() == 1, "only the code on the last answer is good"
    for other in ({"_key": "another-form-1"}, {"name": "林晚舟二"}):
        assert browser.post("/admin/users/new", {**form, **other}).status_code == 422
    Account.objects.filter(login_key="linwanzhou").update(state="active")
    assert browser.post("/admin/users/new", form).status_code == 422
    assert Activation.objects.count() == 2


def test_a_page_without_a_basis_changes_nothing(browser, clerk):
    for verb in ("suspend", "close", "reset"):
        assert (
            browser.post(f"/admin/users/{clerk.account_id}/{verb}", {"basis": " "}).status_code
            == 422
        )
    assert (
        browser.post(f"/admin/users/{clerk.account_id}/promote", {"basis": "x"}).status_code == 404
    )
    assert Account.objects.get(pk=clerk.account_id).state == "active"
    assert (
        browser.post(f"/admin/users/{clerk.account_id}/suspend", {"basis": BASIS}).status_code
        == 302
    )
    assert Account.objects.get(pk=clerk.account_id).state == "suspended"


def test_the_security_administrator_sees_administrators_only(
    security_administrator, clerk, system_administrator
):
    client = Client()
    client.force_login(security_administrator)
    rows = [row[0] for row in client.get("/admin/users").context["rows"]]
    assert rows == [security_administrator, system_administrator] or set(rows) == {
        security_administrator, system_administrator,
    }  # fmt: skip
    assert client.get(f"/admin/users/{clerk.account_id}").status_code == 404
