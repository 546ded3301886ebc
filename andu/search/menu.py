"""Where this room stands in the frame: the box in the top bar."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import NOWHERE, Entry, register

register(Entry(_("搜索"), "search:index", "search", NOWHERE, 0, slot="search"))
