"""Accounts: opened, suspended, restored, closed; each on a named basis (ID-04)."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from andu.audit.recording import entries_of, record
from andu.identity import ending, rules
from andu.identity.events import (
    AccountClosed,
    AccountOpened,
    AccountRestored,
    AccountSuspended,
)
from andu.identity.models import Account, Attempt, SignIn
from andu.identity.models.account import normal
from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.kit.locks import lock
from andu.kit.verdict import Refused, Verdict, no, require


@transaction.atomic
def open_account(
    login_name: str, name: str, *, by: Actor, basis: str = "", office: str = "", origin: str = ""
) -> Account:
    """A new account without a password; its person comes in by an activation code (ID-28). The
    same form again, whose answer was lost, finds the account while nobody has come in with it."""
    require(rules.may_open(by, office, basis))
    if again := _opened_by(login_name, name, by):
        return again
    account = _new(login_name, name, office, origin)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Refused(_taken(login_name)) from None
    event = AccountOpened(login_name=account.login_name, office=office)
    record(event, by=by, on=account, basis=basis)
    return account


@transaction.atomic
def open_accounts(
    people: Iterable[tuple[str, str]], *, by: Actor, basis: str, origin: str = ""
) -> list[Account]:
    """New accounts for (login name, name) pairs, in one go: an import's batch of 500."""
    require(rules.may_open(by, "", basis))
    rows = [_new(login_name, name, "", origin) for login_name, name in people]
    made: list[Account] = Account.objects.bulk_create(rows)
    for account in made:
        event = AccountOpened(login_name=account.login_name)
        record(event, by=by, on=account, basis=basis)
    return made


@transaction.atomic
def suspend(account: Account, *, by: Actor, basis: str) -> Account:
    """Nobody comes in with this account for the time being; its sessions end at once (C06)."""
    account = lock(account)
    require(rules.may_suspend(by, account, basis))
    return _moved(account, Account.State.SUSPENDED, AccountSuspended(), by, basis)


@transaction.atomic
def restore(account: Account, *, by: Actor, basis: str) -> Account:
    """A suspended account works again, with the password it had."""
    account = lock(account)
    require(rules.may_restore(by, account, basis))
    state = Account.State.ACTIVE if account.has_usable_password() else Account.State.AWAITING
    return _moved(account, state, AccountRestored(), by, basis)


@transaction.atomic
def close(account: Account, *, by: Actor, basis: str) -> Account:
    """The account is over; the row and its login name stay for ever (C01)."""
    account = lock(account)
    require(rules.may_close(by, account, basis))
    account.set_unusable_password()
    account.save(update_fields=["password"])
    account.activations.open().update(revoked=True)
    return _moved(account, Account.State.CLOSED, AccountClosed(), by, basis)


def _moved(account: Account, state: str, event: Event, by: Actor, basis: str) -> Account:
    account.state = state
    account.save(update_fields=["state"])
    if state != Account.State.ACTIVE:
        ending.close_sessions(SignIn.objects.filter(account=account), Attempt.Event.ENDED, by=by)
    record(event, by=by, on=account, basis=basis)
    return account


def _new(login_name: str, name: str, office: str, origin: str) -> Account:
    login_name = login_name.strip()
    if not normal(login_name) or not name.strip():
        raise Refused(no(_("登录名称和用户名称都要填。"), "empty"))
    account = Account(
        login_name=login_name, login_key=normal(login_name), name=name.strip(), office=office,
        origin=origin,
    )  # fmt: skip
    account.set_unusable_password()
    return account


def _opened_by(login_name: str, name: str, by: Actor) -> Account | None:
    """The account this very form has opened."""
    waits = Account.objects.filter(state=Account.State.AWAITING, name=name.strip())
    found = waits.filter(login_key=normal(login_name)).first() if by.key else None
    if found is None:
        return None
    opened = entries_of(found).filter(event=AccountOpened.code(), account_id=by.account_id)
    return found if opened.filter(key=by.key).exists() else None


def _taken(login_name: str) -> Verdict:
    said = _("登录名称“{name}”已经有人用过，请换一个；注销的名称也不能再用。")
    return no(said.format(name=login_name), "taken")
