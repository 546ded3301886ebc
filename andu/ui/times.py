"""How times are written (design section 7): 今天 08:40, 周五 14:35, 11-20; 剩 2 天, 超期 4 小时."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
NEVER = 9000
DAY = 24 * 60


def when(at: Any, now: datetime.datetime, *, full: bool = False) -> str:
    """A date or moment as a person says it, seen from `now`; `full` keeps the hour of old ones."""
    has_hour = isinstance(at, datetime.datetime)
    local = timezone.localtime(at) if has_hour and timezone.is_aware(at) else at
    today = timezone.localtime(now).date()
    hour = f" {local:%H:%M}" if has_hour else ""
    day = local.date() if has_hour else local
    if day == today:
        return _("今天") + hour
    if day.isocalendar()[:2] == today.isocalendar()[:2]:
        return f"{WEEKDAYS[day.weekday()]}{hour}"
    shown = f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
    return shown + (hour if full else "")


def remaining(due: datetime.datetime | None, now: datetime.datetime) -> tuple[str, str]:
    """What is left and its state: "", "soon" (due today) or "late"; no words when never due."""
    if due is None or due.year >= NEVER:
        return "", ""
    minutes = int((due - now).total_seconds() // 60)
    if minutes < 0:
        return _("超期 %(span)s") % {"span": span(_whole_hours(-minutes))}, "late"
    soon = timezone.localtime(due).date() == timezone.localtime(now).date()
    return _("剩 %(span)s") % {"span": span(minutes)}, "soon" if soon else ""


def _whole_hours(minutes: int) -> int:
    """Lateness is told roughly: 4 小时, not 4 小时 1 分."""
    return minutes // 60 * 60 or minutes


def span(minutes: int) -> str:
    """A length of time in the one or two units that matter: 2 天, 1 小时 40 分, 4 小时."""
    if minutes >= DAY:
        days = minutes // DAY
        return ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s 分") % {"minutes": rest}
    if not rest or hours >= 10:
        return _("%(hours)s 小时") % {"hours": hours}
    return _("%(hours)s 小时 %(minutes)s 分") % {"hours": hours, "minutes": rest}
