"""What the login log keeps."""

from django.db import models

from andu.identity.models.account import Account


class Attempt(models.Model):
    """A try to sign in, good or bad (PW-14). `login_key` is what was typed, normalised."""

    login_key = models.CharField(max_length=64)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=64)
    terminal = models.CharField(max_length=200, blank=True)
    succeeded = models.BooleanField()
    event = models.CharField(max_length=24, default="login")

    class Meta:
        indexes = [
            models.Index(fields=["login_key", "at"], name="identity_tries_by_name"),
            models.Index(fields=["address", "at"], name="identity_tries_by_address"),
            models.Index(fields=["account", "-id"], name="identity_tries_of"),
        ]

    def __str__(self) -> str:
        return f"{self.login_key} {self.at}"


class SignIn(models.Model):
    """A session as its owner sees it: where, since when, still open or ended."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    address = models.CharField(max_length=64)
    terminal = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="identity_sessions_of")]

    def __str__(self) -> str:
        return f"{self.account} {self.started}"
