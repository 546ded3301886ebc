"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("authority.manage", _("维护和发布核决权限表"))
