"""What the administrator may decide here."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool

MOST_MOMENTS = 12


@dataclass(frozen=True)
class Times:
    """Stretches of a day: 08:30-12:00 13:30-17:30."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when a stretch is not two rising times."""
        for stretch in str(value).split():
            start, end = (datetime.time.fromisoformat(part) for part in stretch.split("-"))
            if start >= end:
                raise ValueError(stretch)
        if not str(value).split():
            raise ValueError(value)
        return " ".join(str(value).split())


@dataclass(frozen=True)
class Moments:
    """Times of a day: 08:30 11:30 15:00 17:00; empty for none."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when these are no rising times, or too many."""
        found = [datetime.time.fromisoformat(part) for part in str(value).split()]
        if found != sorted(set(found)) or len(found) > MOST_MOMENTS:
            raise ValueError(value)
        return " ".join(f"{each:%H:%M}" for each in found)


@dataclass(frozen=True)
class Domains:
    """Domains of mailboxes, with blanks between: example.gov.cn mail.example.cn."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when a word is no domain."""
        found = [
            word.lower().lstrip("@") for word in re.split(r"[\s,;，；、]+", str(value)) if word
        ]  # noqa: chinese
        for word in found:
            if not re.fullmatch(r"([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}", word):
                raise ValueError(word)
        return " ".join(dict.fromkeys(found))


DAY = Setting(
    "organisation.usual_day", Times(), "08:30-12:00 13:30-17:30", per="organisation",
    label=_("平常日作息"), help=_("没有另设作息的部门，周一至周五按这个时间计算工作时间。"),
    group=_("组织"),
)  # fmt: skip
SLOTS = Setting(
    "organisation.day_slots", Moments(), "", per="organisation",
    label=_("每日四个时段"),
    help=_(
        "要求每天登录查看的时间，例如 08:30 11:30 15:00 17:00。"
        "留空按工作日历：上午、下午各在上班时和下班前半小时。短信、邮件选“按每日时段汇总”的在这些时间发出。"
    ),
    group=_("组织"), source="POL-23, EXT-01",
)  # fmt: skip
EMAIL_DOMAINS = Setting(
    "organisation.email_domains", Domains(), "", per="organisation",
    label=_("本单位的邮箱域名"),
    help=_("个人信息里的邮箱只能用这些域名，几个域名用空格分开；留空则不限。"),
    group=_("组织"), source="ID-14",
)  # fmt: skip
PROFILE_REMINDER = Setting(
    "organisation.profile_reminder", Bool(), True, per="organisation",
    label=_("登录时提醒补全个人信息"),
    help=_("办公电话、手机、公司邮箱没有填全的人，每次登录都会看到提醒，直到填全。"),
    group=_("组织"), source="ID-14",
)  # fmt: skip
