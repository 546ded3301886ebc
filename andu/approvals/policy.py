"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool

EXTRA_URGENT = Setting(
    "approvals.extra_urgent",
    Bool(),
    default=True,
    label=_("发起人可以选择“特急”"),
    help=_("关闭后，发起人最多选择“加急”。已经发起的事项不变。"),
    group=_("事务审批"),
    source="WF-32",
)
