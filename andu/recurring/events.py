"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Scheduled(Event):
    """A template is started by the clock from now on."""

    flow: str
    when: str
    who: str
    sentence = _("{by} 为“{flow}”设置定时发起“{on}”：{when}，{who}")


@dataclass(frozen=True, kw_only=True)
class Rescheduled(Event):
    """A schedule was changed."""

    when: str
    who: str
    sentence = _("{by} 修改定时发起“{on}”：{when}，{who}")


@dataclass(frozen=True, kw_only=True)
class Paused(Event):
    """Nothing is started until it goes on."""

    sentence = _("{by} 暂停定时发起“{on}”")


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    """It goes on."""

    sentence = _("{by} 恢复定时发起“{on}”")


@dataclass(frozen=True, kw_only=True)
class ScheduleEnded(Event):
    """Nothing is started any more."""

    sentence = _("{by} 删除定时发起“{on}”")


@dataclass(frozen=True, kw_only=True)
class Occurred(Event):
    """The clock came to an occurrence."""

    day: str
    state: str
    people: int
    why: str
    sentence = _("{by} 按定时发起“{on}”（{day}）发起，{people} 人，{state}{why}")


@dataclass(frozen=True, kw_only=True)
class StartRefused(Event):
    """It could not be started for somebody."""

    day: str
    member: str
    why: str
    sentence = _("定时发起“{on}”（{day}）没有为{member}发起：{why}")


@dataclass(frozen=True, kw_only=True)
class UnfilledReminded(Event):
    """Somebody was told once more of a draft laid before them."""

    member: str
    sentence = _("{by} 提醒{member}填写定时发起“{on}”的草稿")
