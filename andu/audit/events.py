"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Verified(Event):
    """All chains were checked."""

    entries: int
    faults: int
    sentence = _("{by} 核对了审计记录 {entries} 条，发现问题 {faults} 处")


@dataclass(frozen=True, kw_only=True)
class Exported(Event):
    """Entries left the house as a table."""

    narrowed: str
    sentence = _("{by} 导出了审计日志（条件：{narrowed}）")
