"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

LEAST_VISITS = Setting(
    "upkeep.least_visits", Int(5, 1000, unit=_("次")), default=30,
    label=_("简化分析：至少办理多少次才下结论"),
    help=_("统计期间办理次数不到这个数的环节，只列数字，不提建议。"),
    group=_("流程管理"), source="WF-27",
)  # fmt: skip
