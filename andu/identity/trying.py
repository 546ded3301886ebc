"""A line of the login log for each try to come in, written before anything is checked (C02).

So tries made at the same moment count too, and a refusal can't undo the line.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.identity import policy, queries
from andu.identity.events import Throttled
from andu.identity.models import Account, Attempt
from andu.identity.models.account import normal
from andu.identity.models.login import network_of
from andu.kit.actor import Actor
from andu.policy.reading import value

MANY_CODES = 20


def find(login_name: str) -> Account | None:
    """The account with this name, in whatever state."""
    found: Account | None = Account.objects.filter(login_key=normal(login_name)).first()
    return found


@transaction.atomic
def note(
    event: str, login_name: str, account: Account | None, device: str = "", *, by: Actor
) -> Attempt:
    """A line that counts as a failure until it is known to be none."""
    attempt = Attempt(
        event=event, login_key=normal(login_name), account=account, device=device,
        succeeded=False, address=by.address, network=network_of(by.address), terminal=by.terminal,
    )  # fmt: skip
    attempt.save()
    return attempt


def succeed(attempt: Attempt) -> None:
    """The try was good."""
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])


def minutes_to_wait(attempt: Attempt, *, by: Actor) -> int:
    """How long this name may not be tried; then the try isn't checked and counts as none."""
    minutes = queries.minutes_to_wait(attempt)
    if minutes:
        _turn_away(attempt, by)
    return minutes


def minutes_for_code(attempt: Attempt) -> int:
    """How long codes may not be tried: they are long, so more failures are borne."""
    failures = Attempt.objects.filter(
        login_key=attempt.login_key, event=attempt.event, succeeded=False, pk__lt=attempt.pk,
        at__gte=_window(),
    )  # fmt: skip
    near = queries.failures_near(attempt)
    many = failures.count() >= MANY_CODES or len(near) >= value(policy.FAILURES_NETWORK)
    return int(value(policy.WINDOW)) if many else 0


@transaction.atomic
def _turn_away(attempt: Attempt, by: Actor) -> None:
    attempt.event = Attempt.Event.THROTTLED
    attempt.save(update_fields=["event"])
    known = Attempt.objects.filter(
        login_key=attempt.login_key, event=Attempt.Event.THROTTLED, at__gte=_window(),
        pk__lt=attempt.pk,
    )  # fmt: skip
    if attempt.account is not None and not known.exists():
        record(Throttled(), by=by, on=attempt.account)


def _window() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(minutes=value(policy.WINDOW))
