"""What is remembered of former passwords."""

from django.db import models

from andu.identity.models.account import Account


class FormerPassword(models.Model):
    """The hash of a password an account had, so that it isn't chosen again (C01)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="former_passwords")
    hash = models.CharField(max_length=128)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="identity_former_of")]

    def __str__(self) -> str:
        return str(self.account)
