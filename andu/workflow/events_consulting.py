"""What happens when somebody asks and keeps the turn; the words themselves stand in the record."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Consulted(Event):
    """Whoever has a turn asked people something."""

    whom: tuple[str, ...]
    question: str
    due: str
    papers: tuple[str, ...] = ()
    sentence = _("{by} 就 {on} 征询 {whom}")


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(Event):
    """Somebody who was asked has answered."""

    asker: str
    answer: str
    papers: tuple[str, ...] = ()
    sentence = _("{by} 就 {on} 答复 {asker}")


@dataclass(frozen=True, kw_only=True)
class ConsultationAskedBack(Event):
    """Somebody who was asked wants to know something first."""

    asker: str
    question: str
    sentence = _("{by} 就 {on} 反问 {asker}")


@dataclass(frozen=True, kw_only=True)
class ConsultationPursued(Event):
    """The asker replied to a question back, or asked on after an answer."""

    whom: str
    question: str
    papers: tuple[str, ...] = ()
    sentence = _("{by} 就 {on} 继续征询 {whom}")


@dataclass(frozen=True, kw_only=True)
class ConsultationWithdrawn(Event):
    """A question was withdrawn before it was answered."""

    whom: str
    sentence = _("{by} 撤回了就 {on} 向 {whom} 的征询")


@dataclass(frozen=True, kw_only=True)
class ConsultationLapsed(Event):
    """Nobody needs to answer any more: the asker's turn is over, or who was asked has left."""

    whom: tuple[str, ...]
    sentence = _("{on} 中向 {whom} 的征询已过期，无需答复")
