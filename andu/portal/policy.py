"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

EXPORT_MOST = Setting(
    "portal.export_most", Int(100, 1_000_000, _("行")), 100_000,
    label=_("一次导出的上限"), help=_("行数更多的列表要先筛选，再分几次导出。"), group=_("下载"),
    source="UI-08",
)  # fmt: skip

GROUP = _("门户")

MOST_SAVED = Setting(
    "portal.most_saved",
    Int(0, 50, unit=_("个")),
    default=10,
    label=_("每个列表最多保存的筛选"),
    help=_("每人在每个列表（待办、已办等）可以保存的筛选个数，0 为不可保存。已保存的不受影响。"),
    group=GROUP,
)

MOST_AT_ONCE = Setting(
    "portal.most_at_once",
    Int(1, 500, unit=_("件")),
    default=200,
    label=_("一次批量办理最多"),
    help=_("批量同意、批量已阅一次可以选择的件数，1 为不可批量办理。"),
    group=GROUP,
)
