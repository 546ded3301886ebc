"""What an administrator decides about notices."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Int

GROUP = _("通知")

KEEP_DAYS = Setting(
    "notify.keep_days", Int(1, 3650, _("天")), 90,
    label=_("已读通知保留多久"), help=_("过后由系统清除；未读的一直保留。"),
    per="installation", group=GROUP,
)  # fmt: skip
ATTEMPTS = Setting(
    "notify.attempts", Int(1, 20, _("次")), 8,
    label=_("短信、邮件最多发送几次"), help=_("发送失败后间隔越来越长地重试。"),
    per="installation", group=GROUP,
)  # fmt: skip
