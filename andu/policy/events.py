"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Decided(Event):
    """A setting has a new value from now on."""

    label: str
    before: str
    after: str
    place: str
    sentence = _("{by} 将参数“{label}”由“{before}”改为“{after}”（{place}）")
