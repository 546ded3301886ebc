"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Stored(Event):
    """A file was taken in, checked and hashed."""

    size: int
    kind: str
    sm3: str
    version: int
    sentence = _("{by} 上传了“{on}”（第 {version} 版，{size} 字节）")


@dataclass(frozen=True, kw_only=True)
class Removed(Event):
    """A file went to the bin."""

    sentence = _("{by} 移除了附件“{on}”")


@dataclass(frozen=True, kw_only=True)
class Restored(Event):
    """A file came back from the bin."""

    sentence = _("{by} 恢复了附件“{on}”")


@dataclass(frozen=True, kw_only=True)
class Infected(Event):
    """An upload carried a virus; its bytes lie apart under `place` for whoever looks into it."""

    name: str
    sm3: str
    place: str
    reason: str
    sentence = _("{by} 上传的“{name}”带有病毒，已隔离：{reason}")
