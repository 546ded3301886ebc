"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.approvals.rights import MANAGE
from andu.ui.menu import ADMIN, NOWHERE, Entry, register

register(
    Entry(_("发起"), "approvals:start", "plus", NOWHERE, 0, slot="start", tab=3),
    Entry(_("草稿"), "approvals:drafts", "notes", NOWHERE, 0),
    Entry(
        _("流程模板"), "approvals:processes", "route", ADMIN, 30, right=MANAGE.code,
        section=_("业务"),
    ),
)  # fmt: skip
