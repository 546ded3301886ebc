"""Who stands at the websocket: the same session cookie as the pages, the same site."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from andu.identity import sessions
from andu.identity.models import Account, SignIn
from andu.kit.actor import Actor
from andu.organisation.acting import actor_of, administrator
from andu.organisation.models import Member


@dataclass(frozen=True)
class Caller:
    """A signed-in page: its account and who acts through it."""

    account_id: int
    actor: Actor


def headers(scope: Mapping[str, Any]) -> dict[str, str]:
    """The handshake's headers by lower-case name."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def is_own_page(scope: Mapping[str, Any]) -> bool:
    """Whether the page that opens the socket is ours (C39): same host name, and the port of the
    pages or, behind a proxy, the one that was called."""
    sent = headers(scope)
    origin, (host, port) = urlsplit(sent.get("origin", "")), split_domain_port(sent.get("host", ""))
    if not host or not validate_host(host, settings.ALLOWED_HOSTS):
        return False
    name = f"[{origin.hostname}]" if ":" in (origin.hostname or "") else origin.hostname
    if origin.scheme not in {"http", "https"} or name != host:
        return False
    try:
        return str(origin.port or "") in {port, str(settings.PORT)}
    except ValueError:
        return False


def caller(scope: Mapping[str, Any]) -> Caller | None:
    """Who is signed in by the session cookie, read afresh; None for nobody."""
    key = parse_cookie(headers(scope).get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    request: Any = SimpleNamespace(session=session)
    account = get_user(request)
    if not isinstance(account, Account) or sessions.is_over(request, account):
        return None
    if SignIn.objects.filter(session_key=key, ended__isnull=False).exists():
        return None
    member = Member.objects.filter(account=account).first()
    return Caller(account.pk, actor_of(member) if member else administrator(account))
