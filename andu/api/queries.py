"""Reads of this room."""

import datetime

from django.utils import timezone

from andu.api import secrets
from andu.api.models import Token
from andu.api.policy import OPEN
from andu.policy.reading import value

SEEN_EVERY = datetime.timedelta(minutes=10)


def bearer(words: str) -> Token | None:
    """The live token with these words, of an account that may come in."""
    if not value(OPEN) or not words.startswith(secrets.MARK):
        return None
    found = Token.objects.live(timezone.now()).select_related("account")
    token = found.filter(digest=secrets.digest(words)).first()
    return token if token is not None and token.account.is_active else None


def is_due(token: Token) -> bool:
    """Whether it is time to note that the token is in use."""
    return token.used_at is None or timezone.now() - token.used_at > SEEN_EVERY
