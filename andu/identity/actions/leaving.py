"""Going out: by oneself, by time, or because a session is ended from elsewhere (C06)."""

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.identity import ending, queries, rules
from andu.identity.events import SessionsEnded, SignedOut, TimedOut
from andu.identity.models import Account, Attempt, SignIn
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require


@transaction.atomic
def sign_out(account: Account, session_key: str, *, by: Actor) -> Account:
    """The person leaves."""
    require(rules.may_change_password(by, account))
    ending.note_end(account, session_key, Attempt.Event.LOGOUT, by)
    record(SignedOut(), by=by, on=account)
    return account


@transaction.atomic
def time_out(account: Account, session_key: str, *, by: Actor) -> Account:
    """Nobody used the session for too long, or its longest time is over (C02)."""
    require(rules.may_change_password(by, account))
    ending.note_end(account, session_key, Attempt.Event.TIMEOUT, by)
    record(TimedOut(), by=by, on=account)
    return account


@transaction.atomic
def see(session_key: str, *, by: Actor) -> None:
    """The session is in use; told about once a minute."""
    SignIn.objects.filter(session_key=session_key).update(last_seen=timezone.now())


@transaction.atomic
def tidy(*, by: Actor) -> int:
    """End the sessions nobody came back to, and forget the data of those long over; how many."""
    open_now = SignIn.objects.open()
    idle = {False: queries.idle_since(system=False), True: queries.idle_since(system=True)}
    stale = open_now.filter(account__office="", last_seen__lt=idle[False])
    guards = open_now.exclude(account__office="").filter(last_seen__lt=idle[True])
    count = ending.close_sessions(stale, Attempt.Event.TIMEOUT, by=by)
    count += ending.close_sessions(guards, Attempt.Event.TIMEOUT, by=by)
    ending.forget_expired()
    return count


@transaction.atomic
def end_session(sign_in: SignIn, *, by: Actor) -> SignIn:
    """End one session from elsewhere; its next request is a stranger's."""
    sign_in = lock(sign_in)
    require(rules.may_end(by, sign_in))
    ending.close_sessions(SignIn.objects.filter(pk=sign_in.pk), Attempt.Event.ENDED, by=by)
    record(SessionsEnded(count=1), by=by, on=sign_in.account)
    return sign_in


@transaction.atomic
def end_others(account: Account, session_key: str, *, by: Actor) -> int:
    """End all sessions of one's own account but the present one; the number ended."""
    require(rules.may_change_password(by, account))
    others = SignIn.objects.open().filter(account=account).exclude(session_key=session_key)
    count = ending.close_sessions(others, Attempt.Event.ENDED, by=by)
    record(SessionsEnded(count=count), by=by, on=account)
    return count
