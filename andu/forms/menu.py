"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.forms.rights import DICTIONARIES
from andu.ui.menu import ADMIN, Entry, register

register(
    Entry(
        _("字典"), "forms:dictionaries", "book-2", ADMIN, 31, right=DICTIONARIES.code,
        section=_("业务"),
    ),
)  # fmt: skip
