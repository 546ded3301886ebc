"""What becomes of tokens when passwords change, accounts close and people leave (C06)."""

from andu.api import actions
from andu.api.models import Token
from andu.api.policy import AFTER_CHANGE
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.organisation.models import Member
from andu.policy.reading import value

WHY = {
    "identity.PasswordIssued": Token.Why.RESET, "identity.ActivationIssued": Token.Why.RESET,
    "identity.LeakReported": Token.Why.LEAK, "identity.AccountClosed": Token.Why.CLOSED,
}  # fmt: skip


def password_changed(_event: Event, *, on: Account, by: Actor) -> None:
    """Changed by its owner: as the organisation has decided."""
    if value(AFTER_CHANGE, organisation=by.organisation_id):
        actions.end_tokens(on, Token.Why.PASSWORD, by=by)


def account_lost(event: Event, *, on: Account, by: Actor) -> None:
    """Reset, perhaps in other hands, or closed: always."""
    actions.end_tokens(on, WHY[event.code()], by=by)


def member_left(_event: Event, *, on: Member, by: Actor) -> None:
    """For good; an account that is only suspended finds its tokens again."""
    if on.account:
        actions.end_tokens(on.account, Token.Why.LEFT, by=by)
