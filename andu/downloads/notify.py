"""The kinds of notices this room sends."""

from django.utils.translation import gettext_lazy as _

from andu.notify.channels import Kind

READY = Kind("downloads.ready", _("我要的下载已生成"))
