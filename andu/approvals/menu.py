"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.approvals.rights import MANAGE
from andu.ui.menu import ADMIN, Entry, register

register(
    Entry(
        _("流程模板"), "approvals:processes", "route", ADMIN, 30, right=MANAGE.code,
        section=_("业务"),
    )
)  # fmt: skip
