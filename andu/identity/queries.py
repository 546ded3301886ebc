"""Reads shaped for a screen or a decision."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from andu.identity import people, policy
from andu.identity.models import Account, Attempt, SignIn
from andu.identity.models.account import normal
from andu.kit.actor import Actor
from andu.policy.reading import value


def failures_before(attempt: Attempt) -> list[datetime.datetime]:
    """The failures that count against this try, newest first: same name and kind, same device."""
    tries = Attempt.objects.filter(
        login_key=attempt.login_key, device=attempt.device, event=attempt.event,
        at__gte=_window(), pk__lt=attempt.pk,
    )  # fmt: skip
    success = tries.filter(succeeded=True).order_by("-id").values_list("id", flat=True).first()
    failed = tries.filter(succeeded=False, pk__gt=success or 0).order_by("-id")
    return list(failed.values_list("at", flat=True)[: value(policy.FAILURES)])


def failures_near(attempt: Attempt) -> list[datetime.datetime]:
    """The failures from the same network, newest first, whatever the name."""
    most = value(policy.FAILURES_NETWORK)
    tries = Attempt.objects.filter(
        network=attempt.network, device="", succeeded=False, at__gte=_window(), pk__lt=attempt.pk,
        event__in=(Attempt.Event.LOGIN, Attempt.Event.ACTIVATION),
    )  # fmt: skip
    return list(tries.order_by("-id").values_list("at", flat=True)[:most])


def minutes_to_wait(attempt: Attempt) -> int:
    """How long until this name may be tried again from here; 0 when it may be tried now (C02)."""
    waits = [_wait(failures_before(attempt), value(policy.FAILURES))]
    if not attempt.device:
        waits.append(_wait(failures_near(attempt), value(policy.FAILURES_NETWORK)))
    return max(waits)


def _wait(failures: list[datetime.datetime], most: int) -> int:
    if len(failures) < most:
        return 0
    left = failures[most - 1] - _window()
    return max(1, math.ceil(left.total_seconds() / 60))


def _window() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(minutes=value(policy.WINDOW))


def idle_minutes(account: Account) -> int:
    """After how many minutes without use this account's sessions end."""
    return int(
        value(policy.IDLE_SYSTEM if account.is_administrator else policy.IDLE_BUSINESS)
    )  # fmt: skip


def idle_since(*, system: bool) -> datetime.datetime:
    """A session last seen before this is over, and an hour was given to come back and be told."""
    minutes = value(policy.IDLE_SYSTEM if system else policy.IDLE_BUSINESS)
    return timezone.now() - datetime.timedelta(minutes=minutes, hours=1)


def password_expires(account: Account) -> datetime.datetime | None:
    """When the password must be changed (PW-08); None when it never must."""
    days = value(policy.AGE_SYSTEM if account.is_administrator else policy.AGE_BUSINESS)
    if not days or account.password_since is None:
        return None
    return account.password_since + datetime.timedelta(days=days)


def must_change(account: Account) -> bool:
    """Whether nothing works until the password is changed (PW-07, PW-08)."""
    expires = password_expires(account)
    return account.must_change or (expires is not None and expires <= timezone.now())


def days_left(account: Account) -> int | None:
    """Days until the password expires, when it is time to remind; else None."""
    expires = password_expires(account)
    if expires is None:
        return None
    days = (expires - timezone.now()).days
    return days if days <= value(policy.REMIND) else None


def open_sessions(account: Account) -> QuerySet[SignIn]:
    """Sessions not ended and not idle for too long."""
    seen = timezone.now() - datetime.timedelta(minutes=idle_minutes(account))
    return SignIn.objects.open().filter(account=account, last_seen__gte=seen).order_by("-last_seen")


@dataclass(frozen=True)
class Search:
    """What the list of accounts is narrowed to."""

    text: str = ""
    state: str = ""
    unit: str = ""


def accounts(by: Actor, search: Search) -> QuerySet[Account]:
    """The accounts the actor administers, narrowed."""
    found = Account.objects.visible_to(by).matching(search.text)
    if search.state in Account.State.values:
        found = found.filter(state=search.state)
    return people.ask().within(found, search.unit) if search.unit else found


def places(rows: Iterable[Account]) -> dict[int, str]:
    """Account id → where the person sits, for one page of a list."""
    return people.ask().places([row.pk for row in rows])


def attempts(by: Actor, given: dict[str, Any]) -> QuerySet[Attempt]:
    """The lines of the login log the actor may read, narrowed by what the filter form gives."""
    found = Attempt.objects.visible_to(by).select_related("account")
    if text := given.get("text"):
        found = found.filter(Q(login_key__contains=normal(text)) | Q(address__startswith=text))
    if event := given.get("event"):
        found = found.filter(event=event)
    if result := given.get("result"):
        found = found.filter(succeeded=result == "1")
    if since := given.get("since"):
        found = found.filter(at__gte=_midnight(since))
    if until := given.get("until"):
        found = found.filter(at__lt=_midnight(until) + datetime.timedelta(days=1))
    return found


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
