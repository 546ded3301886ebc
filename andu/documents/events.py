"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class IssuerSaved(Event):
    """A name documents are issued in is new or changed."""

    words: str
    sentence = _("{by} 设置发文名义“{on}”：{words}")


@dataclass(frozen=True, kw_only=True)
class IssuerClosed(Event):
    """No more documents go out in this name; or they do again."""

    closed: bool
    words: str
    sentence = _("{by} {words}发文名义“{on}”")


@dataclass(frozen=True, kw_only=True)
class SeriesSaved(Event):
    """A series is new or changed."""

    words: str
    sentence = _("{by} 设置字号系列“{on}”：{words}")


@dataclass(frozen=True, kw_only=True)
class SeriesClosed(Event):
    """No more numbers come from this series; or they do again."""

    closed: bool
    words: str
    sentence = _("{by} {words}字号系列“{on}”")


@dataclass(frozen=True, kw_only=True)
class NumberTaken(Event):
    """A document has its number."""

    title: str
    sentence = _("{by} 登记发文字号 {on}：{title}")


@dataclass(frozen=True, kw_only=True)
class NumbersReserved(Event):
    """Numbers are kept for later."""

    first: str
    last: str
    reason: str
    sentence = _("{by} 在“{on}”预留字号 {first} 至 {last}：{reason}")


@dataclass(frozen=True, kw_only=True)
class NumberGivenBack(Event):
    """A number is free for the next document."""

    title: str
    reason: str
    sentence = _("{by} 退回发文字号 {on}：{reason}")


@dataclass(frozen=True, kw_only=True)
class NumberVoided(Event):
    """A number will never be used."""

    title: str
    reason: str
    sentence = _("{by} 作废发文字号 {on}：{reason}")
