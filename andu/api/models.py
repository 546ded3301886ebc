"""Tokens: with one of them a program acts for the person who made it."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.identity.models import Account
from andu.kit.actor import Actor


class TokenQuery(models.QuerySet["Token"]):
    """How tokens are found."""

    def visible_to(self, actor: Actor) -> "TokenQuery":
        """One's own."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def live(self, now: datetime.datetime) -> "TokenQuery":
        """Those that work at a moment."""
        return self.filter(revoked_at=None, until__gt=now)


class Token(models.Model):
    """What a program shows instead of a password. Only the digest is kept: the token itself is
    shown once, to its maker (C04)."""

    class Scope(models.TextChoices):
        READ = "read", _("只读")
        ACT = "act", _("读取和办理")

    class Why(models.TextChoices):
        SELF = "self", _("已停用")
        PASSWORD = "password", _("口令已更换")  # pragma: allowlist secret
        RESET = "reset", _("口令已重置")
        LEAK = "leak", _("报告过口令泄露")
        CLOSED = "closed", _("账户已注销")
        LEFT = "left", _("已离职")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    key = models.CharField(max_length=64, blank=True, default="")  # of the form that asked for it
    name = models.CharField(_("用途"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("范围"), max_length=4, choices=Scope.choices, default=Scope.READ)
    made_at = models.DateTimeField(_("建立时间"))
    until = models.DateTimeField(_("有效期至"))
    used_at = models.DateTimeField(_("最近使用"), null=True)
    revoked_at = models.DateTimeField(_("停用时间"), null=True)
    why = models.CharField(_("停用原因"), max_length=8, choices=Why.choices, blank=True, default="")
    edition: int | None = None  # of the office, when it was read together with the token

    objects = TokenQuery.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"], condition=~models.Q(key=""), name="one_token_of_a_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name
