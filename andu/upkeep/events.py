"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class RuleWritten(Event):
    """A flow follows this written rule from a day on."""

    rule: str
    valid_from: str
    sentence = _("{by} 登记流程“{on}”对应的制度为{rule}，自 {valid_from} 起")


@dataclass(frozen=True, kw_only=True)
class Grounded(Event):
    """It is said what a version came from."""

    number: int
    words: str
    sentence = _("{by} 写明流程“{on}”第 {number} 版的依据：{words}")
