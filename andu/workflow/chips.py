"""What is left until a limit as a chip: 剩 2 天, 剩 1 小时 40 分, 超期 4 小时, by working time.

Soon means due on this working day or, on a day off, on the next one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from andu.kit import worktime
from andu.kit.worktime import Calendar

NEVER = 9000
USUAL_DAY = 8 * 60


@dataclass(frozen=True)
class Chip:
    """The words of a limit and its state: "", "soon" or "late"."""

    words: str = ""
    state: str = ""


NOTHING = Chip()


def chip_of(due: datetime | None, now: datetime, calendar: Calendar) -> Chip:
    """The chip of a limit as of `now`; nothing to say about one that never comes."""
    if due is None or due.year >= NEVER:
        return NOTHING
    minutes = _minutes(worktime.between(calendar, now, due))
    day = length_of_day(calendar)
    if due <= now:
        return Chip(_("超期 {span}").format(span=span(_roughly(-minutes, day), day)), "late")
    words = _("剩 {span}").format(span=span(minutes, day))
    return Chip(words, "soon" if _is_today(due, now, calendar) else "")


def length_of_day(calendar: Calendar) -> int:
    """The working minutes of an ordinary day."""
    hours = next((hours for _day, hours in sorted(calendar.week.items()) if hours), ())
    found = sum(
        (each.end.hour - each.start.hour) * 60 + each.end.minute - each.start.minute
        for each in hours
    )
    return found or USUAL_DAY


def span(minutes: int, day: int = USUAL_DAY) -> str:
    """Working minutes in the one or two units that matter: 2 天, 1 小时 40 分, 25 分."""
    if minutes >= day:
        days = minutes // day
        return ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} 分").format(n=rest)
    if not rest:
        return _("{n} 小时").format(n=hours)
    return _("{hours} 小时 {minutes} 分").format(hours=hours, minutes=rest)


def _roughly(minutes: int, day: int) -> int:
    """Lateness is told roughly: 4 小时, not 4 小时 1 分."""
    return minutes if minutes >= day else minutes // 60 * 60 or minutes


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _is_today(due: datetime, now: datetime, calendar: Calendar) -> bool:
    today = now.astimezone(calendar.zone).date()
    try:
        today = worktime.add_workdays(calendar, today, 0)
    except ValueError:
        return False
    return due.astimezone(calendar.zone).date() <= today
