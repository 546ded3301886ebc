"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

CHANGE = Right("policy.settings.change", _("调整系统参数"), office="security")
READ = Right("policy.settings.read", _("查看系统参数"), office="audit")
