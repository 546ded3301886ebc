"""What can happen with steps of the machine; what moved a matter is in its history."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class MachineReached(Event):
    """The machine has something to do."""

    errand: int
    sentence = _("{on} 到了自动环节")


@dataclass(frozen=True, kw_only=True)
class CallDropped(Event):
    """A called matter is waited for no more."""

    errand: int
    sentence = _("{on} 不再等待被调用的事项")


@dataclass(frozen=True, kw_only=True)
class MachineStuck(Event):
    """The machine could not do what it was to."""

    step: str
    problem: str
    sentence = _("{on} 的自动环节“{step}”受阻：{problem}")


@dataclass(frozen=True, kw_only=True)
class MachineRetried(Event):
    """Somebody had it tried again."""

    step: str
    sentence = _("{by} 让 {on} 的自动环节“{step}”再试一次")
