"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

CHANGE = Right("appearance.style.change", _("设置界面与标识"), office="system")
