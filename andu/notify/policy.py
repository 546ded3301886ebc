"""What an administrator decides about notices."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool, Choice, Int

GROUP = _("通知")
AT_ONCE, HOURLY, DAILY, WORKING = "at_once", "hourly", "daily", "working"
SLOTS = "slots"  # 每日四个时段


@dataclass(frozen=True)
class Clock:
    """One time of day, 17:00."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when it is no time."""
        return f"{datetime.time.fromisoformat(str(value).strip()):%H:%M}"


@dataclass(frozen=True)
class Stretch:
    """From one time of day to another, over midnight as well: 22:00-07:00; empty for none."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when it is no stretch."""
        if not str(value).strip():
            return ""
        since, until = (datetime.time.fromisoformat(part.strip()) for part in str(value).split("-"))
        if since == until:
            raise ValueError(value)
        return f"{since:%H:%M}-{until:%H:%M}"


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
KEEP_UNREAD_DAYS = Setting(
    "notify.keep_unread_days", Int(0, 3650, _("天")), 0,
    label=_("未读通知保留多久"), help=_("0 表示一直保留。待办不受影响，始终在待办里。"),
    per="installation", group=GROUP,
)  # fmt: skip
DIGEST = Setting(
    "notify.digest",
    Choice((
        (AT_ONCE, _("随时发送")), (HOURLY, _("每小时汇总一次")), (DAILY, _("每天汇总一次")),
        (SLOTS, _("按每日时段汇总")), (WORKING, _("只在工作时间发送")),
    )),
    AT_ONCE, label=_("短信、邮件等何时发送"),
    help=_("没有另选的人按这里。站内的铃铛不受影响，始终随时更新。"), group=GROUP,
)  # fmt: skip
DIGEST_AT = Setting(
    "notify.digest_at", Clock(), "17:00", label=_("每天汇总的时间"), help=_("例如 17:00。"),
    group=GROUP,
)  # fmt: skip
QUIET = Setting(
    "notify.quiet", Stretch(), "22:00-07:00", label=_("免打扰时间"),
    help=_("没有另选的人按这里：期间不弹出提示，短信、邮件等到结束后再发。留空则不设。"),
    group=GROUP,
)  # fmt: skip
URGENT_BREAKS = Setting(
    "notify.urgent_breaks", Bool(), True, label=_("特急事项不受汇总和免打扰限制"),
    help=_("开启后，特急事项随时提醒。"), group=GROUP,
)  # fmt: skip
