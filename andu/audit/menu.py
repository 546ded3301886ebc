"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.audit.rights import READ
from andu.ui.menu import ADMIN, Entry, register

SECTION = _("审计")

register(
    Entry(
        _("审计日志"),
        "audit:entries",
        "clipboard-list",
        ADMIN,
        81,
        right=READ.code,
        section=SECTION,
    ),
    Entry(_("核对"), "audit:verify", "shield-check", ADMIN, 82, right=READ.code, section=SECTION),
)
