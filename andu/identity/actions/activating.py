"""Letting a new person in: a code shown once, kept as a hash, used once, over after some days."""

import datetime
import secrets
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.identity import ending, passwords, policy, rules, trying
from andu.identity.events import Activated, ActivationIssued, ActivationsIssued, PasswordIssued
from andu.identity.models import Account, Activation, Attempt, SignIn
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.policy.reading import value

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike
GROUPS, SIZE = 4, 5


@transaction.atomic
def issue_activation(
    account: Account, *, by: Actor, basis: str = "", minutes: int | None = None
) -> str:
    """A new code for an account, in clear for the only time; older ones stop working (PW-10).

    The password it had stops working too, and its sessions end.
    """
    account = lock(account)
    require(rules.may_issue(by, account, basis))
    (code,) = _made([account], by, minutes)
    _forget_password(account)
    ending.close_sessions(SignIn.objects.filter(account=account), Attempt.Event.ENDED, by=by)
    record(ActivationIssued(), by=by, on=account, basis=basis)
    return code


@transaction.atomic
def issue_activations(
    accounts: Iterable[Account], *, by: Actor, basis: str
) -> list[tuple[Account, str]]:
    """Codes for many accounts that still wait for their person; others are left out."""
    require(rules.may_issue_many(by, basis))
    waiting = [row for row in accounts if row.state == Account.State.AWAITING and not row.office]
    issued = list(zip(waiting, _made(waiting, by), strict=True))
    for account in waiting[:1]:
        record(ActivationsIssued(count=len(waiting)), by=by, on=account, basis=basis)
    return issued


@transaction.atomic
def issue_password(account: Account, *, by: Actor, basis: str = "") -> str:
    """An initial password in clear for the only time; it must be changed at once (PW-07)."""
    account = lock(account)
    require(rules.may_issue(by, account, basis))
    password = f"{_random(2)}-{_random(2).lower()}"
    passwords.keep_former(account)
    account.set_password(password)
    account.state, account.must_change = Account.State.ACTIVE, True
    account.password_since = timezone.now()
    account.save(update_fields=["password", "state", "must_change", "password_since"])
    account.activations.open().update(revoked=True)
    ending.close_sessions(SignIn.objects.filter(account=account), Attempt.Event.ENDED, by=by)
    record(PasswordIssued(), by=by, on=account, basis=basis)
    return password


def activate(
    login_name: str, code: str, password: str, *, by: Actor, despite_advice: bool = False
) -> Account:
    """The person sets their own password with the code, which is used up by it."""
    account = trying.find(login_name)
    attempt = trying.note(Attempt.Event.ACTIVATION, login_name, account, by=by)
    require(rules.may_try(trying.minutes_for_code(attempt)))
    activation = _fitting(account, code)
    require(rules.may_activate(activation is not None))
    assert account is not None and activation is not None
    trying.succeed(attempt)
    require(passwords.good_enough(account, password, despite_advice=despite_advice))
    return _activated(account, activation, make_password(password), by)


@transaction.atomic
def _activated(account: Account, activation: Activation, hashed: str, by: Actor) -> Account:
    account, activation = lock(account), lock(activation)
    require(rules.may_activate(activation.used is None and not activation.revoked))
    activation.used = timezone.now()
    activation.save(update_fields=["used"])
    account.password, account.password_since = hashed, timezone.now()
    account.state, account.must_change = Account.State.ACTIVE, False
    account.save(update_fields=["password", "password_since", "state", "must_change"])
    itself = Actor(
        account_id=account.pk, code=account.login_name, name=account.name,
        address=by.address, terminal=by.terminal,
    )  # fmt: skip
    record(Activated(), by=itself, on=account)
    return account


def _fitting(account: Account | None, code: str) -> Activation | None:
    hashed = sm3(_plain(code).encode())
    usable = {Account.State.AWAITING, Account.State.ACTIVE}
    if account is None or account.state not in usable:
        return None
    return account.activations.open().filter(code_hash=hashed).first()


def _forget_password(account: Account) -> None:
    passwords.keep_former(account)
    account.set_unusable_password()
    account.must_change = False
    account.save(update_fields=["password", "must_change"])


def _made(accounts: list[Account], by: Actor, minutes: int | None = None) -> list[str]:
    now = timezone.now()
    lasts = datetime.timedelta(minutes=minutes or value(policy.ACTIVATION) * 24 * 60)
    Activation.objects.open().filter(account__in=accounts).update(revoked=True)
    codes = [_random(GROUPS) for _account in accounts]
    Activation.objects.bulk_create(
        Activation(
            account=account, code_hash=sm3(_plain(code).encode()), created=now,
            expires=now + lasts, by_name=by.name,
        )
        for account, code in zip(accounts, codes, strict=True)
    )  # fmt: skip
    return codes


def _plain(code: str) -> str:
    """The code as it is hashed: capitals and digits only."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _random(groups: int) -> str:
    """Groups of five letters, each worth almost five bits: four groups can't be guessed."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(SIZE)) for _g in range(groups))
