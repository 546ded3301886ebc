"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("identity.accounts.manage", _("管理账户"), office="system")
GUARD = Right(
    "identity.administrators.manage", _("管理系统管理员和审计管理员的账户"), office="security"
)
LOGINS = Right("identity.logins.read", _("查看登录日志"), office="audit")
