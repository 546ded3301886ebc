"""What a person prefers on their screen."""

from django.db import transaction

from andu.identity import rules
from andu.identity.models import Account, Preference
from andu.kit.actor import Actor
from andu.kit.verdict import require


@transaction.atomic
def prefer(account: Account, *, theme: str, size: str, single_keys: bool, by: Actor) -> Preference:
    """Keep how pages look for this account."""
    require(rules.may_change_password(by, account))
    chosen = {"theme": theme, "size": size, "single_keys": single_keys}
    kept, _made = Preference.objects.update_or_create(account=account, defaults=chosen)
    return kept
