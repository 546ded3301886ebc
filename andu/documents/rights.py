"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("documents.manage", _("设置发文名义、字号和公文种类"))
REGISTER = Right("documents.register", _("登记发文字号（预留、使用、退回、作废）"))
