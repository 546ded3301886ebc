"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Choice, Int, Strength

GROUP = _("流程办理")

READ_COUNTS = Setting(
    "workflow.read_counts",
    Choice((("disagree", _("按不同意处理")), ("agree", _("视为同意")), ("refuse", _("不可选择")))),
    default="disagree",
    label=_("审批环节的“已阅”"),
    help=_("审批性质的环节选择“已阅”时如何计算。环节自己有规定的，从其规定。"),
    group=GROUP,
    source="WF-15, POL-29",
)

OPINION = Setting(
    "workflow.opinion",
    Strength(),
    default="off",
    label=_("同意时必须填写意见"),
    help=_("不同意、退回始终要写明理由。"),
    group=GROUP,
    source="WF-15, POL-30",
    profiles={"zhidu": "enforce"},
)

HANDLE_WITHIN = Setting(
    "workflow.handle_within",
    Int(0, 60 * 24 * 30, unit=_("工作分钟")),
    default=480,
    label=_("环节办理时限"),
    help=_("按工作时间计算，480 分钟为 1 个工作日，0 为不限。环节自己有时限的，从其时限。"),
    group=GROUP,
    source="WF-18, POL-25",
)
