"""What an account is."""

import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


def normal(login_name: str) -> str:
    """The form in which login names are compared: NFKC, casefolded, without blanks (C01)."""
    return "".join(unicodedata.normalize("NFKC", login_name).casefold().split())


class Accounts(BaseUserManager["Account"]):
    """How accounts are found."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this login name, however it is written."""
        return self.get(login_key=normal(username or ""))


class Account(AbstractBaseUser):
    """A login. It has no permissions of Django's kind, so no superuser can exist."""

    class State(models.TextChoices):
        AWAITING = "awaiting", _("待激活")
        ACTIVE = "active", _("正常")
        SUSPENDED = "suspended", _("已停用")
        CLOSED = "closed", _("已注销")

    class Office(models.TextChoices):
        NONE = "", _("业务用户")
        SYSTEM = "system", _("系统管理员")
        SECURITY = "security", _("安全管理员")
        AUDIT = "audit", _("审计管理员")

    login_name = models.CharField(_("登录名称"), max_length=64)
    login_key = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("用户名称"), max_length=80)
    state = models.CharField(max_length=16, choices=State.choices, default=State.AWAITING)
    office = models.CharField(max_length=16, choices=Office.choices, blank=True, default="")
    must_change = models.BooleanField(default=False)
    password_since = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "login_key"
    REQUIRED_FIELDS = ["login_name", "name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=~models.Q(office=""), name="identity_one_per_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account may be signed in with."""
        return self.state == self.State.ACTIVE

    @property
    def is_administrator(self) -> bool:
        """Whether this is one of the three administrators."""
        return bool(self.office)

    def natural_key(self) -> tuple[Any, ...]:
        """The login key."""
        return (self.login_key,)
