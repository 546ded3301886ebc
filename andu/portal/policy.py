"""What an administrator decides about lists."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

EXPORT_MOST = Setting(
    "portal.export_most", Int(100, 1_000_000, _("行")), 100_000,
    label=_("一次导出的上限"), help=_("行数更多的列表要先筛选，再分几次导出。"), group=_("下载"),
    source="UI-08",
)  # fmt: skip
