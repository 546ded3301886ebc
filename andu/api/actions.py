"""The verbs of this room."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.api import rules, secrets
from andu.api.events import TokenMade, TokenRevoked, TokensEnded
from andu.api.models import Token
from andu.api.notify import ENDED
from andu.audit.recording import record
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Member


@transaction.atomic
def make_token(name: str, scope: str, days: int, *, by: Actor) -> tuple[Token, str]:
    """A token for a program, and its words, which nobody sees again. `days` it is good for. A form
    sent twice makes one: the words on the last answer, the one that is seen, are the good ones."""
    Account.objects.select_for_update().filter(pk=by.account_id or 0).first()  # count, then add
    words, now = secrets.new(), timezone.now()
    if again := _made_by(by, name, scope):
        again.digest = secrets.digest(words)
        again.save(update_fields=["digest"])
        return again, words
    require(rules.may_make_token(by, name, scope, days))
    token = Token.objects.create(
        account_id=by.account_id or 0, name=name, scope=scope, digest=secrets.digest(words),
        made_at=now, until=now + datetime.timedelta(days=days), key=by.key,
    )  # fmt: skip
    until = timezone.localtime(token.until).strftime("%Y-%m-%d")
    record(TokenMade(scope=str(token.get_scope_display()), until=until), by=by, on=token)
    return token, words


def _made_by(by: Actor, name: str, scope: str) -> Token | None:
    """The token this very form has made, while nobody has used it."""
    if not by.key:
        return None
    mine = Token.objects.visible_to(by).live(timezone.now()).filter(used_at=None)
    return mine.filter(key=by.key, name=name, scope=scope).first()


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> Token:
    """From now on it opens nothing."""
    token = lock(token)
    require(rules.may_revoke_token(by, token))
    token.revoked_at, token.why = timezone.now(), Token.Why.SELF
    token.save(update_fields=["revoked_at", "why"])
    record(TokenRevoked(), by=by, on=token)
    return token


@transaction.atomic
def end_tokens(account: Account, why: Token.Why, *, by: Actor) -> int:
    """What opened the account with its former password, or for somebody gone, opens nothing from
    now on; the owner is told. Returns how many."""
    now = timezone.now()
    ended = Token.objects.filter(account=account).live(now).update(revoked_at=now, why=why)
    if ended:
        record(TokensEnded(count=ended, why=str(why.label)), by=by, on=account)
        words = _("{why}，你的 {count} 个接口令牌已停用，还要用的请重新建立")
        note = Note(
            title=words.format(why=why.label, count=ended), link=reverse("api:tokens"),
            kind=ENDED.code, also_self=True,
        )  # fmt: skip
        tell_note(Member.objects.filter(account=account), note, by=by)
    return ended


@transaction.atomic
def see(token: Token, *, by: Actor) -> None:
    """Note that a token is in use."""
    Token.objects.filter(pk=token.pk).update(used_at=timezone.now())
