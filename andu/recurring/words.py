"""A schedule in words: when, who, how."""

from django.utils.translation import gettext as _

from andu.recurring.models.schedule import WEEK, Schedule
from andu.recurring.occurring import Every, Off, On

Who = Schedule.Who


def weekday_names() -> list[str]:
    """周一 to 周日."""
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]


def when_words(schedule: Schedule) -> str:
    """每月第 1 个工作日 09:00."""
    parts = [f"{_day_words(schedule)} {schedule.time:%H:%M}"]
    if schedule.off != Off.AS_IS and schedule.on not in (On.WORKDAY, On.LAST_WORKDAY):
        parts.append(_("遇非工作日{what}").format(what=schedule.get_off_display()))
    return "，".join(parts)


def who_words(schedule: Schedule) -> str:
    """机关各部门担任“科长”的人; asks for people and units."""
    units = "、".join(unit.name for unit in schedule.units.all()) or _("全单位")
    if schedule.who == Who.PEOPLE:
        names = [member.name for member in schedule.members.all()]
        said = "、".join(names[:5])
        more = _("{names}等 {n} 人").format(names=said, n=len(names))
        return said if len(names) <= 5 else more
    if schedule.who == Who.POST:
        return _("{units}担任“{name}”的人").format(units=units, name=schedule.post)
    if schedule.who == Who.ROLE:
        return _("{units}担任角色“{name}”的人").format(units=units, name=schedule.role)
    return _("{units}的部门负责人").format(units=units)


def _day_words(schedule: Schedule) -> str:
    if schedule.every == Every.DAY:
        return _("每天")
    if schedule.every == Every.WEEK:
        names = weekday_names()
        return _("每{days}").format(
            days="、".join(names[day] for day in WEEK if schedule.weekdays >> day & 1)
        )
    if schedule.every == Every.YEAR:
        words = _("每年 {month} 月{day}")
        return words.format(month=schedule.month, day=_in_month(schedule))
    return _("每月{day}").format(day=_in_month(schedule))


def _in_month(schedule: Schedule) -> str:
    words = {
        On.DAY: _(" {n} 日"), On.WORKDAY: _("第 {n} 个工作日"), On.LAST_DAY: _("最后一日"),
        On.LAST_WORKDAY: _("最后一个工作日"),
    }  # fmt: skip
    return words[On(schedule.on)].format(n=schedule.number)
