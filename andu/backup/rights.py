"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MAKE = Right("backup.files.make", _("备份与恢复"), office="system")
