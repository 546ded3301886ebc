"""What can happen to the responsibility for a step (WF-22)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class FaultFound(Event):
    """A step was found at fault: by whom it was handled, and those beside it, have an entry."""

    step: str
    reason: str
    people: tuple[str, ...]
    sentence = _("{by} 认定 {on} 的“{step}”没有按流程执行，记入 {people} 的责任记录：{reason}")


@dataclass(frozen=True, kw_only=True)
class FindingWithdrawn(Event):
    """A finding no longer counts; it stays to be read."""

    step: str
    reason: str
    sentence = _("{by} 撤销对 {on} 的“{step}”的责任认定：{reason}")
