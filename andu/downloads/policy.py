"""What an administrator decides about downloads."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

GROUP = _("下载")

KEEP_DAYS = Setting(
    "downloads.keep_days", Int(1, 365, _("天")), 7,
    label=_("下载保留多久"), help=_("导出的表格、批量打印的文件过期后由系统清除，可以再次生成。"),
    per="installation", group=GROUP,
)  # fmt: skip
AT_ONCE = Setting(
    "downloads.at_once", Int(1, 50, _("个")), 3,
    label=_("每人同时生成的下载数"), help=_("避免一个人的大批导出拖慢别人。"), group=GROUP,
    source="UI-08",
)  # fmt: skip
