"""The end of sessions, and its line in the login log. Called inside the transaction of a verb."""

from importlib import import_module

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from andu.identity.models import Account, Attempt, SignIn
from andu.identity.models.login import network_of
from andu.kit.actor import Actor


def close_sessions(sessions: QuerySet[SignIn], why: str, *, by: Actor) -> int:
    """End these sessions on the server, now; the number ended."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = list(sessions.filter(ended__isnull=True).select_related("account"))
    for sign_in in ended:
        store(sign_in.session_key).delete()
        note_end(sign_in.account, sign_in.session_key, why, by)
    return len(ended)


def forget_expired() -> None:
    """Delete the data of sessions whose time is over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def note_end(account: Account, session_key: str, why: str, by: Actor) -> None:
    """The session is over, and the login log says why."""
    SignIn.objects.open().filter(session_key=session_key).update(ended=timezone.now())
    Attempt.objects.create(
        event=why, login_key=account.login_key, account=account, succeeded=True,
        address=by.address, network=network_of(by.address), terminal=by.terminal,
    )  # fmt: skip
