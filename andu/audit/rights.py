"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

READ = Right("audit.entries.read", _("查看审计日志"), office="audit")
