"""What other rooms may hear of a matter; the full story is in its history."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Started(Event):
    """A matter began to run."""

    sentence = _("{by} 发起 {on}")


@dataclass(frozen=True, kw_only=True)
class Returned(Event):
    """A matter went back to its initiator."""

    sentence = _("{by} 将 {on} 退回发起人")


@dataclass(frozen=True, kw_only=True)
class Ended(Event):
    """A matter is over: finished, refused or terminated."""

    outcome: str
    sentence = _("{on} 已结束")


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    """A version of a flow may be used from now on."""

    number: int
    sentence = _("{by} 发布流程 {on} 第 {number} 版")


@dataclass(frozen=True, kw_only=True)
class Created(Event):
    """A flow has a place."""

    sentence = _("{by} 建立流程 {on}")


@dataclass(frozen=True, kw_only=True)
class Drafted(Event):
    """A drawing was kept as a draft version."""

    number: int
    sentence = _("{by} 保存流程 {on} 第 {number} 版草稿")
