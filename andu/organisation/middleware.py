"""Puts the person on the request: `request.account`, `request.member`, `request.actor`."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from andu.identity.models import Account
from andu.kit import editions
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.kit.request import Request, terminal
from andu.organisation.acting import APPOINTMENT, actor_of, administrator, chosen_place
from andu.organisation.models import Member


def person(get_response: Callable[[Request], HttpResponse]) -> Callable[..., HttpResponse]:
    """Find out who asks; lazily, so that a page for nobody costs nothing."""

    def middleware(request: Request) -> HttpResponse:
        request.account = request.user if request.user.is_authenticated else None
        request.member = SimpleLazyObject(lambda: _member(request.account))
        request.actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        with editions.held(None):
            return get_response(request)

    return middleware


def _member(account: Account | None) -> Member | None:
    if account is None:
        return None
    return Member.objects.filter(account=account).select_related("organisation").first()


def _actor(request: Request) -> Actor:
    """The person as they are in this edition of the office, and from where they ask."""
    account, place = request.account, _chosen(request) if request.account else None
    if not hasattr(request, "edition"):  # else it was read with who asks
        request.edition = editions.now() if account else None
    if request.method in ("GET", "HEAD"):  # who only reads needn't ask twice what seldom changes
        editions.hold(request.edition)
    found = None
    if account is not None:
        key = ("organisation.actor", account.pk, place, timezone.localdate())
        with editions.held(request.edition):
            found = remembered(key, lambda: _placed(request.member, place))
        found = found or administrator(account)
    return replace(
        found or Actor(), key=str(getattr(request, "key", "")),
        terminal=terminal(request),
        address=request.META.get("REMOTE_ADDR", ""),
    )  # fmt: skip


def _placed(member: Member | None, place: int | None) -> Actor | None:
    return actor_of(member, appointment=chosen_place(member, place)) if member else None


def _chosen(request: Request) -> int | None:
    """As which appointment they chose to act in the browser; a program's cookies choose nothing."""
    return None if getattr(request, "by_token", False) else request.session.get(APPOINTMENT)
