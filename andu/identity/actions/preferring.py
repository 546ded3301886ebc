"""What a person prefers on their screen."""

from django.db import transaction

from andu.identity import rules
from andu.identity.models import Account, Preference
from andu.kit.actor import Actor
from andu.kit.verdict import require


@transaction.atomic
def prefer(account: Account, *, by: Actor, **chosen: object) -> Preference:
    """Keep how pages look for this account: theme, size, accent, single_keys: those given."""
    require(rules.may_change_password(by, account))
    kept, _made = Preference.objects.update_or_create(account=account, defaults=chosen)
    return kept
