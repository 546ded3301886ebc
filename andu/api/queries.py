"""Reads of this room."""

import datetime

from django.utils import timezone

from andu.api import secrets
from andu.api.models import Token

SEEN_EVERY = datetime.timedelta(minutes=10)


def bearer(words: str) -> Token | None:
    """The token with these words, whether it still opens anything or not."""
    if not words.startswith(secrets.MARK):
        return None
    found = Token.objects.select_related("account")
    return found.filter(digest=secrets.digest(words)).first()


def is_due(token: Token) -> bool:
    """Whether it is time to note that the token is in use."""
    return token.used_at is None or timezone.now() - token.used_at > SEEN_EVERY
