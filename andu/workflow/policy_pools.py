"""The setting of pools (抢办); read by `policy`, which is found by its name."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

GROUP = _("流程办理")
POOL_LEAST = 20

POOL_FROM = Setting(
    "workflow.pool_from",
    Int(POOL_LEAST, 5000, unit=_("人")),
    default=200,
    label=_("抢办超过多少人改为待领取"),
    help=_(
        "“谁先办谁定”的环节找到的人超过这个数时，不再给每人一件待办和一条通知，而是列在他们的“待领取”里，由一个人领取后办理。已经到达的环节不变。"
    ),
    group=GROUP,
    source="WF-12, WF-26",
)  # fmt: skip
