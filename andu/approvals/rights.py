"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("approvals.templates.manage", _("建立和发布审批模板"))
