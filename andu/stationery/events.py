"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SignatureAdopted(Event):
    """A person has a new signature; `sm3` of the picture."""

    sm3: str
    sentence = _("{by} 启用了新的签名图片（SM3 {sm3}）")


@dataclass(frozen=True, kw_only=True)
class SignatureDropped(Event):
    """A person has no signature any more; what was signed keeps its picture."""

    sentence = _("{by} 停用了签名图片")


@dataclass(frozen=True, kw_only=True)
class PhrasesChanged(Event):
    """The organisation's phrases have changed."""

    what: str
    sentence = _("{by} 修改了 {on} 的常用语：{what}")
