"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class HookAdded(Event):
    """Another system hears of matters."""

    url: str
    kinds: str
    sentence = _("{by} 建立了推送“{on}”（{url}：{kinds}）")


@dataclass(frozen=True, kw_only=True)
class HookStopped(Event):
    """It hears nothing more."""

    sentence = _("{by} 停用了推送“{on}”")


@dataclass(frozen=True, kw_only=True)
class SecretRenewed(Event):
    """Its messages are signed with another secret."""

    sentence = _("{by} 重新生成了推送“{on}”的密钥")


@dataclass(frozen=True, kw_only=True)
class HookTried(Event):
    """A test was sent."""

    sentence = _("{by} 向推送“{on}”发送了测试")


@dataclass(frozen=True, kw_only=True)
class Resent(Event):
    """What had been given up is tried again."""

    number: int
    sentence = _("{by} 重新发送了推送“{on}”的 {number} 条")
