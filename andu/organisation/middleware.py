"""Puts the person on the request: `request.account`, `request.member`, `request.actor`."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.request import Request
from andu.organisation.acting import APPOINTMENT, actor_of, administrator, chosen_place
from andu.organisation.models import Member


def person(get_response: Callable[[Request], HttpResponse]) -> Callable[..., HttpResponse]:
    """Find out who asks; lazily, so that a page for nobody costs nothing."""

    def middleware(request: Request) -> HttpResponse:
        request.account = request.user if request.user.is_authenticated else None
        request.member = SimpleLazyObject(lambda: _member(request.account))
        request.actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return get_response(request)

    return middleware


def _member(account: Account | None) -> Member | None:
    if account is None:
        return None
    return Member.objects.filter(account=account).select_related("organisation").first()


def _actor(request: Request) -> Actor:
    where = {
        "terminal": request.META.get("HTTP_USER_AGENT", "")[:200],
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    key = str(getattr(request, "key", ""))
    if request.account is None:
        return Actor(**where, key=key)
    if request.member:
        place = chosen_place(request.member, _chosen(request))
        return actor_of(request.member, appointment=place, **where).with_key(key)
    return administrator(request.account, **where).with_key(key)


def _chosen(request: Request) -> int | None:
    """As which appointment they chose to act in the browser; a program's cookies choose nothing."""
    return None if getattr(request, "by_token", False) else request.session.get(APPOINTMENT)
