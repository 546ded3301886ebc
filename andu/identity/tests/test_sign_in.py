import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from andu.audit.models import Entry
from andu.identity import actions, devices, policy
from andu.identity.models import Account, Attempt
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from tests.cast import PASSWORD, make_account

STRANGER = Actor(address="10.0.0.7", terminal="pytest")
WRONG = "用户名或口令不对"


def attempt(name, password, **more):
    with pytest.raises(Refused) as refused:
        actions.sign_in(name, password, by=STRANGER, **more)
    return str(refused.value)


def test_the_right_password_lets_in_however_the_name_is_written(clerk):
    assert actions.sign_in(" Ｃlerk ", PASSWORD, by=STRANGER) == clerk.account
    assert Attempt.objects.get().succeeded


def test_unknown_wrong_and_disabled_get_the_same_words(db):
    make_account(
        "gone",
        "已停用",
    )
    Account.objects.update(state=Account.State.SUSPENDED)
    make_account("there", "在岗")
    said = {attempt("nobody", "x"), attempt("there", "x"), attempt("gone", PASSWORD)}
    assert len(said) == 1
    assert WRONG in said.pop()
    assert Attempt.objects.filter(succeeded=False).count() == 3


def test_every_failure_costs_one_hash(db, monkeypatch):
    make_account("there", "在岗")
    Account(login_name="new", login_key="new", name="未激活", password=make_password(None)).save()
    counted = []
    hasher = "andu.identity.hashing.Argon2"
    from andu.identity.hashing import Argon2

    for method in ("encode", "verify"):
        real = getattr(Argon2, method)
        monkeypatch.setattr(
            Argon2, method,
            lambda self, *a, real=real, **k: (counted.append(1), real(self, *a, **k))[1],
        )  # fmt: skip
    costs = []
    for name in ("nobody", "there", "new"):
        counted.clear()
        attempt(name, "not this one")
        costs.append(len(counted))
    assert len(set(costs)) == 1, (hasher, costs)


def test_five_failures_pause_the_account_even_for_the_right_password(clerk):
    for _n in range(5):
        assert WRONG in attempt("clerk", "wrong")
    assert "15 分钟后再试" in attempt("clerk", PASSWORD)
    assert Attempt.objects.filter(event="throttled").count() == 1
    assert Entry.objects.get(event="identity.Throttled").subject == clerk.account.name


def test_a_pause_ends_by_itself(clerk):
    for _n in range(5):
        attempt("clerk", "wrong")
    attempt("clerk", PASSWORD)
    past = timezone.now() - datetime.timedelta(minutes=16)
    Attempt.objects.update(at=past)
    assert actions.sign_in("clerk", PASSWORD, by=STRANGER) == clerk.account


def test_unknown_names_are_paused_alike(db):
    for _n in range(5):
        attempt("nobody", "wrong")
    assert "分钟后再试" in attempt("nobody", "wrong")


def test_a_known_device_stays_open_while_others_fail(clerk):
    device = devices.token(clerk.account)
    for _n in range(8):
        attempt("clerk", "wrong")
    assert actions.sign_in("clerk", PASSWORD, device=device, by=STRANGER) == clerk.account


def test_a_device_of_another_account_does_not_count(clerk, director):
    for _n in range(5):
        attempt("clerk", "wrong")
    assert "分钟后再试" in attempt("clerk", PASSWORD, device=devices.token(director.account))


def test_success_forgives_earlier_failures(clerk):
    for _round in range(2):
        for _n in range(4):
            attempt("clerk", "wrong")
        assert actions.sign_in("clerk", PASSWORD, by=STRANGER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("10.9.9.9", "10.9.9.9"),
        ("::ffff:10.9.9.9", "10.9.9.9"),
    ],
)
def test_an_address_is_paused_by_network(clerk, monkeypatch, first, second):
    monkeypatch.setattr(
        "andu.identity.queries.value", lambda s: 10 if s is policy.FAILURES_NETWORK else s.default
    )
    for n in range(10):
        with pytest.raises(Refused):
            actions.sign_in(f"guess{n}", "x", by=Actor(address=first))
    with pytest.raises(Refused, match="分钟后再试"):
        actions.sign_in("clerk", PASSWORD, by=Actor(address=second))
    assert actions.sign_in("clerk", PASSWORD, by=Actor(address="2001:db8:9::1"))


def test_a_password_anybody_would_guess_must_be_changed_at_once(clerk):
    account = clerk.account
    account.set_password("Aa123456")
    account.save()
    actions.sign_in("clerk", "Aa123456", by=STRANGER)
    account.refresh_from_db()
    assert account.must_change


def test_very_long_and_odd_input_is_only_wrong(clerk):
    for name, password in (("clerk", "x" * 100_000), ("ﷺ" * 64, "x"), ("\ud800", "\ud800x")):
        assert WRONG in attempt(name, password)
