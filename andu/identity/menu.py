"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.identity.rights import LOGINS, MANAGE
from andu.ui.menu import ADMIN, ANYBODY, ME, NOWHERE, Entry, register

ACCOUNTS = _("账户与权限")
RECORDS = _("审计")

register(
    Entry(_("概览"), "identity:me", "user", ME, 10, office="system security audit"),
    Entry(_("我的"), "identity:me", "user", NOWHERE, 0, office=ANYBODY, tab=5),
    Entry(_("安全"), "identity:security", "shield-lock", ME, 90, office=ANYBODY),
    Entry(_("显示"), "identity:display", "typography", ME, 80, office=ANYBODY),
    Entry(_("快捷键"), "identity:keys", "keyboard", ME, 85, office=ANYBODY, is_tab_only=True),
    Entry(_("退出"), "identity:logout", "logout", NOWHERE, 99, office=ANYBODY, slot="logout"),
    Entry(
        _("用户"), "identity:accounts", "users", ADMIN, 10,
        right=MANAGE.code, office="security", section=ACCOUNTS,
    ),
    Entry(
        _("登录日志"), "identity:logins", "login", ADMIN, 80, right=LOGINS.code, section=RECORDS
    ),
)  # fmt: skip
