"""The session of a browser: begun at login, timed, ended. What its data keeps is named here."""

import time
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from andu.identity import devices, policy, queries
from andu.identity.models import Account, Preference
from andu.policy.reading import value

SINCE, SEEN, PROVED, DISPLAY = "since", "seen", "proved", "display"
SKEW = 300  # seconds a clock may be set back without ending sessions
RESOLUTION = 60  # seconds: a session in use is written about once a minute


def begin(request: HttpRequest, account: Account) -> str:
    """A new session under a new key, nothing carried over; returns the key (C06)."""
    request.session.flush()
    auth.login(request, account)
    now = time.time()
    request.session.update({SINCE: now, SEEN: now, PROVED: now, DISPLAY: display(account)})
    request.session.set_expiry(0)
    return str(request.session.session_key)


def display(account: Account) -> dict[str, object]:
    """What the account prefers on its screen; nothing chosen gives nothing."""
    chosen = Preference.objects.filter(account=account).first()
    return chosen.as_kept() if chosen else {}


def prove(request: HttpRequest) -> None:
    """The person has just given the password again."""
    request.session[PROVED] = time.time()


def is_proved(request: HttpRequest) -> bool:
    """Whether the password was given lately enough for what is delicate (PW-20)."""
    data = request.session
    proved = data.get(PROVED) or data.get(SINCE) or time.time()
    return bool(time.time() - proved < value(policy.CONFIRM) * 60)


def is_over(request: HttpRequest, account: Account) -> bool:
    """Whether the session was idle for too long or is too old (C02). One of the future is over,
    too: the clock was set back, and nobody knows how old it is."""
    now, data = time.time(), request.session
    if max(data.get(SEEN, now), data.get(SINCE, now)) > now + SKEW:
        return True
    idle = now - data.get(SEEN, now) > queries.idle_minutes(account) * 60
    return bool(idle or now - data.get(SINCE, now) > value(policy.ABSOLUTE) * 3600)


def is_due(request: HttpRequest) -> bool:
    """Whether it is time to write that the session is in use."""
    return bool(time.time() - request.session.get(SEEN, 0) > RESOLUTION)


def touch(request: HttpRequest) -> None:
    """The session is in use now."""
    now = time.time()
    request.session[SEEN] = now
    request.session.setdefault(SINCE, now)


def keep_device(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Let this browser be known as one the account has come in from."""
    if devices.remembered(request.COOKIES.get(devices.COOKIE, ""), account):
        return
    more: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    age = devices.DAYS * 24 * 3600
    response.set_cookie(devices.COOKIE, devices.token(account), max_age=age, **more)
