"""The verbs of this room."""

import datetime

from django.db import transaction
from django.utils import timezone

from andu.api import rules, secrets
from andu.api.events import TokenMade, TokenRevoked
from andu.api.models import Token
from andu.audit.recording import record
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require


@transaction.atomic
def make_token(name: str, scope: str, days: int, *, by: Actor) -> tuple[Token, str]:
    """A token for a program, and its words, which nobody sees again. `days` it is good for."""
    Account.objects.select_for_update().filter(pk=by.account_id or 0).first()  # count, then add
    require(rules.may_make_token(by, name, scope, days))
    words, now = secrets.new(), timezone.now()
    token = Token.objects.create(
        account_id=by.account_id or 0, name=name, scope=scope, digest=secrets.digest(words),
        made_at=now, until=now + datetime.timedelta(days=days),
    )  # fmt: skip
    until = timezone.localtime(token.until).strftime("%Y-%m-%d")
    record(TokenMade(scope=str(token.get_scope_display()), until=until), by=by, on=token)
    return token, words


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> Token:
    """From now on it opens nothing."""
    token = lock(token)
    require(rules.may_revoke_token(by, token))
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record(TokenRevoked(), by=by, on=token)
    return token


@transaction.atomic
def see(token: Token, *, by: Actor) -> None:
    """Note that a token is in use."""
    Token.objects.filter(pk=token.pk).update(used_at=timezone.now())
