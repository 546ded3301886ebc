"""What an administrator decides about sending to other systems."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Text

HOSTS = Setting(
    "webhooks.hosts", Text(1000), "",
    label=_("可以推送的内部主机"),
    help=_(
        "只能推送到公网地址；内部系统的主机名或地址写在这里，用逗号隔开，例如 finance.local、"
        "10.0.0.8。写在这里的主机不再检查地址。"
    ),
    per="installation", group=_("接口"),
)  # fmt: skip
