"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class StyleChanged(Event):
    """A place looks different from now on; `what` says in words how."""

    what: str
    sentence = _("{by} 修改了 {on} 的界面与标识：{what}")
