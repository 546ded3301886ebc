"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class BackupMade(Event):
    """Everything was written into one file."""

    size: int
    sm3: str
    sentence = _("{by} 做了备份“{on}”（{size} 字节）")


@dataclass(frozen=True, kw_only=True)
class BackupRestored(Event):
    """What stands here came out of a backup."""

    sm3: str
    sentence = _("{by} 从备份“{on}”恢复了系统")
