"""What can happen to turns when posts change; what moved is in the history of its matter."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Displaced(Event):
    """The rules no longer name the holder of a turn, which was left as it is."""

    step: str
    holder: str
    names: str
    sentence = _("{on} 的“{step}”由 {holder} 办理，岗位变动后应由 {names} 办理")
