"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("organisation.structure.manage", _("管理机构和人员"), office="system")
IMPORT = Right("organisation.import", _("导入机构和人员"), office="system")
GRANT = Right("organisation.roles.grant", _("授予角色和权限"), office="security")
