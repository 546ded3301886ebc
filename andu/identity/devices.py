"""Browsers an account has used before: their failures are counted apart (C02).

So nobody can lock a person out of their own computer by failing elsewhere on purpose.
"""

import secrets

from django.core import signing

from andu.identity.models import Account

COOKIE = "andu_device"
DAYS = 180
_SALT = "andu.identity.device"


def remembered(token: str, account: Account | None) -> str:
    """The name of the device if its cookie was given for this account, else nothing."""
    if not token or account is None:
        return ""
    try:
        owner, device = signing.loads(token, salt=_SALT, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if owner == account.pk else ""


def token(account: Account) -> str:
    """A cookie's value for a device the account has just come in from."""
    return signing.dumps([account.pk, secrets.token_hex(12)], salt=_SALT)
