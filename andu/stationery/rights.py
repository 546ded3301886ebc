"""The rights of this room."""

from django.utils.translation import gettext_lazy as _

from andu.kit.rights import Right

PHRASES = Right("stationery.phrases.keep", _("维护全单位的常用语"))
