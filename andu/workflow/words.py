"""Times and numbers of a matter in words."""

from datetime import datetime

from django.utils.translation import gettext as _


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
