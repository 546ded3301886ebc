"""Where this room appears: the menu under one's name."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import ME, Entry, register

register(Entry(_("我的下载"), "downloads:index", "download", ME, 70))
