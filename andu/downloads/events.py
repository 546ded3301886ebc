"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Asked(Event):
    """Somebody asked for something to take away."""

    maker: str
    sentence = _("{by} 申请下载“{on}”")


@dataclass(frozen=True, kw_only=True)
class Taken(Event):
    """It left the system."""

    maker: str
    sentence = _("{by} 下载了“{on}”")


@dataclass(frozen=True, kw_only=True)
class ThrownAway(Event):
    """The person wants it no more."""

    sentence = _("{by} 删除了下载“{on}”")
