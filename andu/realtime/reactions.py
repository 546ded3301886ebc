"""What we do when a room below announces something."""

from typing import Any

from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.realtime.nudging import recheck


def account_changed(event: Event, *, on: Any, by: Actor) -> None:
    """The open pages of an account, whose session or state has changed, are asked again."""
    account_id = on.pk if isinstance(on, Account) else by.account_id
    if account_id is not None:
        recheck(account_id)
