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


@dataclass(frozen=True, kw_only=True)
class Reported(Event):
    """Somebody reports a problem of a flow."""

    kind: str
    sentence = _("{by} 反映流程问题“{on}”")


@dataclass(frozen=True, kw_only=True)
class Answered(Event):
    """Something was said to a report."""

    words: str
    sentence = _("{by} 答复流程问题“{on}”：{words}")


@dataclass(frozen=True, kw_only=True)
class Added(Event):
    """Who reported it says more."""

    words: str
    sentence = _("{by} 补充流程问题“{on}”：{words}")


@dataclass(frozen=True, kw_only=True)
class ReportClosed(Event):
    """A report is closed."""

    words: str
    sentence = _("{by} 关闭流程问题“{on}”：{words}")


@dataclass(frozen=True, kw_only=True)
class Fixed(Event):
    """From a day on the flow goes online only."""

    since: str
    basis: str
    sentence = _("{by} 将流程“{on}”自 {since} 起线上固化，依据：{basis}")


@dataclass(frozen=True, kw_only=True)
class Lifted(Event):
    """Paper is allowed again."""

    why: str
    sentence = _("{by} 解除流程“{on}”的线上固化：{why}")


@dataclass(frozen=True, kw_only=True)
class WaiverAsked(Event):
    """Somebody asks to let a matter go around on paper."""

    reason: str
    sentence = _("{by} 申请线下办理“{on}”：{reason}")


@dataclass(frozen=True, kw_only=True)
class WaiverDecided(Event):
    """An exception was granted or denied."""

    outcome: str
    words: str
    sentence = _("{by} 对线下办理“{on}”审批为{outcome}：{words}")


@dataclass(frozen=True, kw_only=True)
class StartersAdded(Event):
    """The requests about flows that come with the house are there, owned by a department."""

    names: str
    sentence = _("{by} 为“{on}”添加了内置申请单：{names}")


@dataclass(frozen=True, kw_only=True)
class ChangeDrafted(Event):
    """A request to change the flow was drafted from what its analysis proposes."""

    count: int
    sentence = _("{by} 据简化分析的 {count} 条建议起草流程“{on}”的优化申请")
