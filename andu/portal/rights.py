"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

ARRANGE = Right("portal.desk.arrange", _("安排各类人员的工作台"), office="system")
