"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.ui.menu import ME, Entry, register

register(Entry(_("接口"), "api:tokens", "key", ME, 90))
