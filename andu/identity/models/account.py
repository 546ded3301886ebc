"""What an account is."""

import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.identity.rights import GUARD, MANAGE
from andu.kit.actor import Actor

LONGEST_NAME = 64
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normal(login_name: str) -> str:
    """The form in which login names are compared (C01): NFKC, casefolded, without blanks and
    without characters nobody sees."""
    folded = unicodedata.normalize("NFD", login_name).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    seen = [c for c in folded if not c.isspace() and unicodedata.category(c) not in UNSEEN]
    return unicodedata.normalize("NFKC", "".join(seen))[:LONGEST_NAME]


class AccountQuery(models.QuerySet["Account"]):
    """How accounts are found."""

    def visible_to(self, actor: Actor) -> "AccountQuery":
        """Accounts the actor administers; only the own one for everybody else."""
        if actor.holds(MANAGE.code):
            return self
        if actor.holds(GUARD.code):
            return self.exclude(office="")
        return self.filter(pk=actor.account_id or 0)

    def matching(self, text: str) -> "AccountQuery":
        """Those whose name or login name contains the text."""
        found = models.Q(name__icontains=text) | models.Q(login_key__contains=normal(text))
        return self.filter(found) if normal(text) else self


class Accounts(BaseUserManager.from_queryset(AccountQuery)):  # type: ignore[misc]
    """How the login finds accounts."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this login name, however it is written."""
        found: Account = self.get(login_key=normal(username or ""))
        return found


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
    # Where it came from: "demo" accounts get new initial passwords on request.
    origin = models.CharField(max_length=16, blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "login_key"
    REQUIRED_FIELDS = ["login_name", "name"]

    class Meta:
        ordering = ["id"]
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
