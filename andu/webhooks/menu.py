"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import ADMIN, Entry, register
from andu.webhooks.rights import KEEP

register(
    Entry(
        _("推送"), "webhooks:hooks", "send", ADMIN, 66, right=KEEP.code, section=_("系统"),
    )
)  # fmt: skip
