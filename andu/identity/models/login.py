"""What the login log keeps."""

import ipaddress

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.identity.models.account import Account
from andu.identity.rights import LOGINS
from andu.kit.actor import Actor


def network_of(address: str) -> str:
    """What failures are counted by: the address itself, or the /64 an IPv6 address lies in."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


class AttemptQuery(models.QuerySet["Attempt"]):
    """How attempts are found."""

    def visible_to(self, actor: Actor) -> "AttemptQuery":
        """All of them for those who may read the log, one's own for everybody (PW-14)."""
        return self if actor.holds(LOGINS.code) else self.own(actor)

    def own(self, actor: Actor) -> "AttemptQuery":
        """Those that concern the actor's account."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()


class Attempt(models.Model):
    """A line of the login log (PW-14): a try to come in, good or bad, or a way out.

    `login_key` is what was typed, normalised; `device` names a browser the account has used before.
    """

    class Event(models.TextChoices):
        LOGIN = "login", _("登录")
        ACTIVATION = "activation", _("激活")
        CONFIRM = "confirm", _("再次验证")
        THROTTLED = "throttled", _("尝试过多")
        LOGOUT = "logout", _("退出")
        TIMEOUT = "timeout", _("超时退出")
        ENDED = "ended", _("会话被结束")

    login_key = models.CharField(max_length=64)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=64)
    network = models.CharField(max_length=64, blank=True)
    terminal = models.CharField(max_length=200, blank=True)
    device = models.CharField(max_length=32, blank=True)
    succeeded = models.BooleanField()
    event = models.CharField(max_length=24, choices=Event.choices, default=Event.LOGIN)

    objects = AttemptQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["login_key", "at"], name="identity_tries_by_name"),
            models.Index(fields=["network", "at"], name="identity_tries_by_network"),
            models.Index(fields=["account", "-id"], name="identity_tries_of"),
        ]

    def __str__(self) -> str:
        return f"{self.login_key} {self.at}"


class SignInQuery(models.QuerySet["SignIn"]):
    """How sessions are found."""

    def own(self, actor: Actor) -> "SignInQuery":
        """The actor's own sessions."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def open(self) -> "SignInQuery":
        """Those that have not been ended."""
        return self.filter(ended__isnull=True)


class SignIn(models.Model):
    """A session as its owner sees it: where, since when, still open or ended."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    address = models.CharField(max_length=64)
    terminal = models.CharField(max_length=200, blank=True)

    objects = SignInQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="identity_sessions_of")]

    def __str__(self) -> str:
        return f"{self.account} {self.started}"
