"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

LATE_DAYS = Setting(
    "recurring.late_days", Int(0, 60, unit=_("天")), default=3,
    label=_("错过的定时发起，几天以内补发"),
    help=_("服务器停机等原因错过的，在这个天数以内恢复时补发一次；更早的记为“已错过”，不再补发。"),
    group=_("事务审批"),
)  # fmt: skip
MOST_PEOPLE = Setting(
    "recurring.most_people", Int(1, 5000, unit=_("人")), default=500,
    label=_("一次定时发起的人数上限"),
    help=_("超过的不能设置；到时因人员变动超过的，那一次不发起，并通知管理流程的人。"),
    group=_("事务审批"),
)  # fmt: skip
REMIND_DAYS = Setting(
    "recurring.remind_days", Int(0, 60, unit=_("天")), default=3,
    label=_("定时发起的草稿，放了几天没填就再提醒一次"),
    help=_("只再提醒一次；提交或删除以后不再提醒。填 0 不提醒。"),
    group=_("事务审批"),
)  # fmt: skip
