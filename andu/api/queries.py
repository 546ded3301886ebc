"""Reads of this room."""

import datetime
from typing import Any, cast

from django.db.models import BigIntegerField, Func
from django.utils import timezone

from andu.api import secrets
from andu.api.models import Token
from andu.kit import editions

SEEN_EVERY = datetime.timedelta(minutes=10)


def bearer(words: str) -> Token | None:
    """The token with these words, whether it still opens anything or not; with the edition of the
    office (`edition`)."""
    if not words.startswith(secrets.MARK):
        return None
    edition = Func(template=editions.reading(), output_field=BigIntegerField())
    found = Token.objects.select_related("account").annotate(as_of=edition)
    token: Any = found.filter(digest=secrets.digest(words)).first()
    if token is not None:
        token.edition = token.as_of
    return cast(Token | None, token)


def is_due(token: Token) -> bool:
    """Whether it is time to note that the token is in use."""
    return token.used_at is None or timezone.now() - token.used_at > SEEN_EVERY
