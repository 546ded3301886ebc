"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.authority.rights import MANAGE
from andu.ui.menu import ADMIN, Entry, register

register(
    Entry(
        _("核决权限"), "authority:matrices", "gavel", ADMIN, 32, right=MANAGE.code,
        section=_("业务"),
    ),
)  # fmt: skip
