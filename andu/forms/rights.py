"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

MANAGE = Right("forms.manage", _("设计和发布表单"))
DICTIONARIES = Right("forms.dictionaries", _("维护字典"))
READ_IN_FULL = Right("forms.read_in_full", _("查看完整的身份证号和银行卡号"))
