"""Passwords: chosen by their owner alone, readable by nobody (PW-09)."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.identity import ending, passwords, rules, trying
from andu.identity.events import LeakReported, PasswordChanged
from andu.identity.models import Account, Attempt, SignIn
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require


def change_password(
    account: Account, new: str, *, old: str, by: Actor, despite_advice: bool = False
) -> Account:
    """Choose a new password; every other session of the account ends. `old` proves the owner.

    Advised rules stop the change once, until the person says to go on all the same (PW-05).
    """
    require(rules.may_change_password(by, account))
    attempt = trying.note(Attempt.Event.CONFIRM, account.login_name, account, by=by)
    require(rules.may_try(trying.minutes_to_wait(attempt, by=by)))
    require(rules.may_confirm(account.check_password(old[: passwords.LONGEST])))
    trying.succeed(attempt)
    require(passwords.good_enough(account, new, old=old, despite_advice=despite_advice))
    advice = len(passwords.faults(account, new, old=old))
    return _kept(account, make_password(new), advice, by=by)


@transaction.atomic
def report_leak(account: Account, *, by: Actor) -> Account:
    """Others may know the password: every session ends and it must be changed at once (PW-11)."""
    account = lock(account)
    require(rules.may_report_leak(by, account))
    account.must_change = True
    account.save(update_fields=["must_change"])
    ending.close_sessions(SignIn.objects.filter(account=account), Attempt.Event.ENDED, by=by)
    record(LeakReported(), by=by, on=account)
    return account


@transaction.atomic
def _kept(account: Account, hashed: str, advice: int, *, by: Actor) -> Account:
    account = lock(account)
    passwords.keep_former(account)
    account.password, account.password_since = hashed, timezone.now()
    account.must_change = False
    account.save(update_fields=["password", "password_since", "must_change"])
    ending.close_sessions(SignIn.objects.filter(account=account), Attempt.Event.ENDED, by=by)
    record(PasswordChanged(advice=advice), by=by, on=account)
    return account
