"""What we do when a room below announces something."""

from typing import Any

from django.db.models import Q

from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.organisation.models import Member, Role
from andu.realtime.nudging import recheck


def account_changed(event: Event, *, on: Any, by: Actor) -> None:
    """The open pages of an account, whose session or state has changed, are asked again."""
    account_id = on.pk if isinstance(on, Account) else by.account_id
    if account_id is not None:
        recheck(account_id)


def role_changed(event: Event, *, on: Role, by: Actor) -> None:
    """The open pages of everybody a role reaches, in person, by post or by group, are asked again:
    what they may hear can have changed."""
    mine = Q(grants__role=on) | Q(appointments__post__grants__role=on)
    reached = Member.objects.filter(mine | Q(member_groups__grants__role=on), account__isnull=False)
    for account_id in reached.values_list("account_id", flat=True).distinct():
        recheck(account_id)


def member_changed(event: Event, *, on: Member, by: Actor) -> None:
    """The open pages of a person whose places have changed are asked again."""
    if on.account_id is not None:
        recheck(on.account_id)
