"""The kinds of notices this room sends."""

from django.utils.translation import gettext_lazy as _

from andu.notify.channels import Kind

ENDED = Kind("api.ended", _("我的接口令牌随口令停用"), order=20)
