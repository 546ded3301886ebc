"""Times and numbers of a matter in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.workflow.chips import span


def over_time(limit: Mapping[str, Any]) -> str:
    """Which limit had passed when time acted, from what the record seals: 时限 3月10日 10:00，王五
    超过 2 小时未办理. Empty when nothing is sealed."""
    if not limit:
        return ""
    due = timezone.localtime(datetime.fromisoformat(limit["due"]))
    minutes, who = limit["minutes"], limit["holder"]
    words = _("时限 {due}，{who}超过 {span}未办理") if minutes else _("时限 {due}，{who}未办理")
    return words.format(due=f"{due:%Y-%m-%d %H:%M}", who=who, span=span(minutes))


def waited(since: datetime, now: datetime) -> str:
    """How long something has stood still: 已停 52 分, 已停 3 小时, 已停 2 天."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return _("刚到")
    if minutes < 60:
        return _("已停 {n} 分").format(n=minutes)
    if minutes < 60 * 24:
        return _("已停 {n} 小时").format(n=minutes // 60)
    return _("已停 {n} 天").format(n=minutes // (60 * 24))
