"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class DeskArranged(Event):
    """An organisation chose what stands on the desks of people in a role."""

    role: str
    change: str
    sentence = _("{by} 调整了{on}“{role}”的工作台：{change}")
