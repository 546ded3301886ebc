"""What lets a new person in: a code used once."""

from django.db import models
from django.utils import timezone

from andu.identity.models.account import Account


class ActivationQuery(models.QuerySet["Activation"]):
    """How activation codes are found."""

    def open(self) -> "ActivationQuery":
        """Those that still work."""
        return self.filter(used__isnull=True, revoked=False, expires__gt=timezone.now())


class Activation(models.Model):
    """A one-time code, kept only as a hash. High entropy, so a cheap hash is safe."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="activations")
    code_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)
    by_name = models.CharField(max_length=80, blank=True)

    objects = ActivationQuery.as_manager()

    def __str__(self) -> str:
        return str(self.account)
