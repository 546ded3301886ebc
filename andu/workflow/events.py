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
class Suspended(Event):
    """Nobody can act on a matter for now."""

    sentence = _("{by} 挂起 {on}")


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    """A suspended matter goes on; its open seats are due later."""

    sentence = _("{by} 恢复 {on}")


@dataclass(frozen=True, kw_only=True)
class Revived(Event):
    """A matter that was over goes on."""

    sentence = _("{by} 唤醒 {on}")


@dataclass(frozen=True, kw_only=True)
class NobodyWasFound(Event):
    """The rules of a step name nobody: the last resort stands in, or the act was refused."""

    step: str
    sentence = _("{on} 的“{step}”找不到办理人")


@dataclass(frozen=True, kw_only=True)
class Ended(Event):
    """A matter is over: finished, refused, terminated or void."""

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


@dataclass(frozen=True, kw_only=True)
class StepReached(Event):
    """A step of people begins; `node` is its key."""

    node: str
    step: str
    sentence = _("{on} 到了“{step}”")


@dataclass(frozen=True, kw_only=True)
class StepPassed(Event):
    """A step of a matter was passed; `node` is its key."""

    node: str
    step: str
    sentence = _("{on} 的“{step}”已通过")


@dataclass(frozen=True, kw_only=True)
class Circulated(Event):
    """A matter was laid before readers."""

    readers: tuple[str, ...]
    moment: str
    sentence = _("{by} 将 {on} 传阅给 {readers}")


@dataclass(frozen=True, kw_only=True)
class CirculationRead(Event):
    """A reader gave the receipt."""

    said: str
    sentence = _("{by} 已阅 {on}")


@dataclass(frozen=True, kw_only=True)
class CirculationWithdrawn(Event):
    """A circulation was withdrawn before it was read."""

    reader: str
    sentence = _("{by} 撤回了 {on} 给 {reader} 的传阅")


@dataclass(frozen=True, kw_only=True)
class Urged(Event):
    """Somebody was urged."""

    whom: str
    role: str
    sentence = _("{by} 就 {on} 催办 {whom}")


@dataclass(frozen=True, kw_only=True)
class TimeActed(Event):
    """A limit has passed, and what was set for that happened: `what` in words, about whose turn,
    and who was told or has the turn now."""

    step: str
    holder: str
    due: str
    act: str
    what: str
    whom: str
    sentence = _("{on} 的“{step}”（{holder}，时限 {due}）超时：{what}")


@dataclass(frozen=True, kw_only=True)
class DeadlineSet(Event):
    """A matter has a limit of its own."""

    due: str
    basis: str
    sentence = _("{by} 将 {on} 的办结时限定为 {due}")


@dataclass(frozen=True, kw_only=True)
class TurnDeadlineSet(Event):
    """A turn has a limit of its own."""

    due: str
    basis: str
    step: str
    holder: str
    sentence = _("{by} 将 {on} 的“{step}”（{holder}）限定在 {due} 前办理")


@dataclass(frozen=True, kw_only=True)
class Related(Event):
    """A matter was linked to another."""

    other: str
    other_id: int
    sentence = _("{by} 将 {on} 与“{other}”关联")


@dataclass(frozen=True, kw_only=True)
class Unrelated(Event):
    """The link is gone."""

    other: str
    other_id: int
    sentence = _("{by} 取消 {on} 与“{other}”的关联")
