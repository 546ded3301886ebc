"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Created(Event):
    """There is a new template, without a version yet."""

    sentence = _("{by} 建立了审批模板“{on}”")


@dataclass(frozen=True, kw_only=True)
class Revised(Event):
    """A template's particulars were changed: name, unit, numbering, audience …"""

    changed: tuple[str, ...]
    sentence = _("{by} 修改了审批模板“{on}”的基本信息")


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    """Requests start with this version from now on."""

    number: int
    sentence = _("{by} 发布了审批模板“{on}”第 {number} 版")


@dataclass(frozen=True, kw_only=True)
class Drawn(Event):
    """A drawing made elsewhere is now the template's draft."""

    file: str
    sentence = _("{by} 采用了流程图“{file}”作为“{on}”的草稿")


@dataclass(frozen=True, kw_only=True)
class Discarded(Event):
    """What was written for the next version is gone."""

    sentence = _("{by} 丢弃了审批模板“{on}”的草稿")


@dataclass(frozen=True, kw_only=True)
class Closed(Event):
    """Nobody can start requests of this kind for now."""

    sentence = _("{by} 停用了审批模板“{on}”")


@dataclass(frozen=True, kw_only=True)
class Reopened(Event):
    """Requests can be started again."""

    sentence = _("{by} 启用了审批模板“{on}”")


@dataclass(frozen=True, kw_only=True)
class Submitted(Event):
    """A request is on its way."""

    serial: str
    sentence = _("{by} 提交了“{on}”，编号 {serial}")


@dataclass(frozen=True, kw_only=True)
class Printed(Event):
    """A request went to paper, with a check code."""

    check: str
    sentence = _("{by} 打印了“{on}”，校验码 {check}")


@dataclass(frozen=True, kw_only=True)
class Replaced(Event):
    """An attachment has a newer version; the older one stays."""

    name: str
    version: int
    sentence = _("{by} 为“{on}”的附件“{name}”换了第 {version} 版")
