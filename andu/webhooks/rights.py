"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

KEEP = Right("webhooks.hooks.keep", _("设置对外推送"), office="system")
