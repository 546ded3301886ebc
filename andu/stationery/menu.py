"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.stationery.rights import PHRASES
from andu.ui.menu import ADMIN, ME, Entry, register

register(
    Entry(_("签名"), "stationery:signature", "signature", ME, 40),
    Entry(_("常用语"), "stationery:phrases", "message", ME, 50),
    Entry(
        _("常用语"), "stationery:common_phrases", "message", ADMIN, 32, right=PHRASES.code,
        section=_("业务"),
    ),
)  # fmt: skip
