import pytest

from andu.audit.models import Entry
from andu.identity import actions
from andu.identity.models import Account, FormerPassword, SignIn
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from tests.cast import PASSWORD, actor_of, client_of

NEW = "Tea-7-hills-Moon"


def refuse(member, new, match, **more):
    before = Account.objects.get(pk=member.account_id).password
    with pytest.raises(Refused, match=match):
        actions.change_password(
            member.account, new, by=more.pop("by", actor_of(member)), **{"old": PASSWORD, **more}
        )
    assert Account.objects.get(pk=member.account_id).password == before
    assert not Entry.objects.exists()


def test_the_owner_changes_it_and_other_sessions_end(clerk):
    actions.begin_session(clerk.account, "somewhere", by=Actor(address="10.1.1.1"))
    Entry.objects.all()
    account = actions.change_password(clerk.account, NEW, old=PASSWORD, by=actor_of(clerk))
    assert account.check_password(NEW)
    assert account.password_since
    assert FormerPassword.objects.get().account == account
    assert SignIn.objects.get().ended
    assert Entry.objects.filter(event="identity.PasswordChanged").exists()


@pytest.mark.parametrize(
    ("new", "old", "match"),
    [
        (NEW, "wrong", "现在的口令不对"), ("short", PASSWORD, "至少要 8 位"),
        ("Yunlan-7361-gengxin2", PASSWORD, "太像"), (PASSWORD, PASSWORD, "太像"),
    ],
)  # fmt: skip
def test_a_bad_change_changes_nothing(clerk, new, old, match):
    refuse(clerk, new, match, old=old)


def test_nobody_changes_anothers(clerk, director):
    refuse(clerk, NEW, "只能由本人", by=actor_of(director))


def test_former_passwords_do_not_come_back(clerk):
    by = actor_of(clerk)
    account = actions.change_password(clerk.account, NEW, old=PASSWORD, by=by)
    account = actions.change_password(account, "Lq7!wTz3-brook", old=NEW, by=by)
    with pytest.raises(Refused, match="最近用过"):
        actions.change_password(account, PASSWORD, old="Lq7!wTz3-brook", by=by)


def test_guessing_the_old_one_is_paused(clerk):
    for _n in range(5):
        refuse(clerk, NEW, "现在的口令不对", old="wrong")
    with pytest.raises(Refused, match="分钟后再试"):
        actions.change_password(clerk.account, NEW, old=PASSWORD, by=actor_of(clerk))


def test_the_page_goes_on_under_a_new_session(clerk):
    browser = client_of(clerk)
    browser.get("/me/security")
    before = browser.session.session_key
    form = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert browser.post("/me/password", form)["Location"] == "/me/security"
    assert browser.get("/me/security").status_code == 200
    assert browser.session.session_key != before


def test_the_page_says_what_is_wrong_and_keeps_no_password(clerk):
    form = {"old": PASSWORD, "new": NEW, "again": "other"}
    answer = client_of(clerk).post("/me/password", form)
    assert answer.status_code == 422
    assert "两次输入的口令不一样" in answer.content.decode()
    assert NEW not in answer.content.decode()


def test_a_reported_leak_ends_everything(clerk, director):
    with pytest.raises(Refused):
        actions.report_leak(clerk.account, by=actor_of(director))
    assert not Entry.objects.exists()
    browser, other = client_of(clerk), client_of(clerk)
    for session in (browser.session, other.session):
        actions.begin_session(clerk.account, session.session_key, by=Actor())
    assert browser.post("/me/security/leak")["Location"] == "/login"
    assert other.get("/me/security")["Location"].startswith("/login")
    assert Account.objects.get(pk=clerk.account_id).must_change
