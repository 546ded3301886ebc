"""Coming in.

The hash is computed between two short transactions: on SQLite an open one would hold everybody up.
"""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.identity import devices, ending, passwords, policy, queries, rules, trying
from andu.identity.events import SignedIn
from andu.identity.models import Account, Attempt, SignIn
from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.policy.reading import value


def sign_in(login_name: str, password: str, *, device: str = "", by: Actor) -> Account:
    """The account that proved itself; Refused with one and the same words for every failure (C08).

    Must not be called inside a transaction that a refusal would roll back: the failure stays.
    """
    account = trying.find(login_name)
    known = devices.remembered(device, account)
    attempt = trying.note(Attempt.Event.LOGIN, login_name, account, known, by=by)
    require(rules.may_try(trying.minutes_to_wait(attempt, by=by)))
    require(rules.may_enter(_proves(account, password)))
    assert account is not None
    _admit(account, attempt, password)
    return account


def confirm(account: Account, password: str, *, by: Actor) -> Account:
    """The signed-in person proves once more who they are (PW-20)."""
    attempt = trying.note(Attempt.Event.CONFIRM, account.login_name, account, by=by)
    require(rules.may_try(trying.minutes_to_wait(attempt, by=by)))
    require(rules.may_confirm(_proves(account, password)))
    with transaction.atomic():
        trying.succeed(attempt)
    return account


@transaction.atomic
def begin_session(account: Account, session_key: str, *, by: Actor) -> SignIn:
    """Write down the new session, and do what the policy says of parallel ones (PW-12)."""
    require(rules.may_enter(account.is_active))
    by = Actor(
        account_id=account.pk, code=account.login_name, name=account.name,
        address=by.address, terminal=by.terminal,
    )  # fmt: skip
    others = queries.open_sessions(account)
    parallel = others.count() if value(policy.PARALLEL) != "allow" else 0
    if parallel and value(policy.PARALLEL) == "single":
        ending.close_sessions(others, Attempt.Event.ENDED, by=by)
    made = SignIn.objects.create(
        account=account, session_key=session_key, last_seen=timezone.now(),
        address=by.address, terminal=by.terminal,
    )  # fmt: skip
    record(SignedIn(parallel=parallel), by=by, on=account)
    return made


def _proves(account: Account | None, password: str) -> bool:
    """Whether the password is right and the account open; the same work in every case (C08)."""
    text = password.encode(errors="replace").decode()
    if account is None or text != password or len(text) > passwords.LONGEST:
        make_password(text[: passwords.LONGEST])
        return False
    right = account.check_password(password)
    return right and account.is_active


@transaction.atomic
def _admit(account: Account, attempt: Attempt, password: str) -> None:
    """The try was good; a password anybody would guess must be changed first (PW-06)."""
    trying.succeed(attempt)
    if not account.must_change and passwords.forbidden(account, password):
        account.must_change = True
        account.save(update_fields=["must_change"])
