"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.appearance.rights import CHANGE
from andu.ui.menu import ADMIN, Entry, register

register(
    Entry(
        _("界面与标识"), "appearance:style", "palette", ADMIN, 62,
        right=CHANGE.code, section=_("系统"),
    )
)  # fmt: skip
