"""Whom a session belongs to. Nobody is authenticated here: that is `actions.sign_in` alone."""

from django.contrib.auth.backends import BaseBackend

from andu.identity.models import Account


class Sessions(BaseBackend):
    """Finds the account of a session; a suspended or closed one is a stranger at once (C06)."""

    def get_user(self, user_id: int) -> Account | None:
        """The account, if it may be signed in with."""
        account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
