"""What happens when people are away or leave."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Delegated(Event):
    """New turns of one person go to another for a while."""

    period: str
    flows: str
    sentence = _("{by} 设置委托：{on}（{period}，{flows}）")


@dataclass(frozen=True, kw_only=True)
class DelegationBegun(Event):
    """The first day of a delegation has come."""

    sentence = _("{on} 开始生效")


@dataclass(frozen=True, kw_only=True)
class DelegationRevoked(Event):
    """A delegation was ended before its time."""

    sentence = _("{by} 收回委托：{on}")


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    """The last day of a delegation is over."""

    sentence = _("{on} 已到期")


@dataclass(frozen=True, kw_only=True)
class HandoverBegun(Event):
    """A person's open turns are being handed over."""

    count: int
    sentence = _("{by} 发起交接：{on}，共 {count} 件")


@dataclass(frozen=True, kw_only=True)
class HandoverResumed(Event):
    """One that had stopped after faults goes on."""

    sentence = _("{by} 接着做中途停下的交接：{on}")


@dataclass(frozen=True, kw_only=True)
class HandoverFinished(Event):
    """All of them have been tried."""

    done: int
    failed: int
    sentence = _("交接完成：{on}，已交 {done} 件，未能交接 {failed} 件")
