"""What can happen to a signature afterwards (补签); the signature itself is in the history."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SupplementAsked(Event):
    """Somebody was asked to sign a step that is over."""

    whom: str
    step: str
    sentence = _("{by} 请 {whom} 补签 {on} 的“{step}”")


@dataclass(frozen=True, kw_only=True)
class SupplementWithdrawn(Event):
    """Nobody waits for the signature any more."""

    whom: str
    step: str
    sentence = _("{by} 撤回请 {whom} 补签 {on} 的“{step}”")


@dataclass(frozen=True, kw_only=True)
class SupplementLapsed(Event):
    """It was not signed in time."""

    whom: str
    step: str
    sentence = _("{whom} 没有补签 {on} 的“{step}”，请求已过期")
