"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.policy.rights import CHANGE
from andu.ui.menu import ADMIN, Entry, register

register(
    Entry(
        _("参数"), "policy:settings", "adjustments", ADMIN, 60,
        right=CHANGE.code, office="audit", section=_("系统"),
    )
)  # fmt: skip
