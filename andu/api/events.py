"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """A program may act for a person."""

    scope: str
    until: str
    sentence = _("{by} 建立了接口令牌“{on}”（{scope}，{until} 前有效）")


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A program may no longer act for a person."""

    sentence = _("{by} 停用了接口令牌“{on}”")


@dataclass(frozen=True, kw_only=True)
class TokensEnded(Event):
    """Programs may no longer act for a person whose password has changed, or who is gone."""

    count: int
    why: str
    sentence = _("{on} 的 {count} 个接口令牌随之停用（{why}）")
