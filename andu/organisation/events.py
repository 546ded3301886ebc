"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(Event):
    """A new organisation stands in the installation."""

    number: str
    sentence = _("{by} 建立了机构 {on}（{number}）")


@dataclass(frozen=True, kw_only=True)
class ImportReceived(Event):
    """A file to import has been uploaded; nothing has changed yet."""

    rows: int
    sentence = _("{by} 上传了待导入的人员文件 {on}，{rows} 行")


@dataclass(frozen=True, kw_only=True)
class ImportChecked(Event):
    """Columns are matched and every row is compared."""

    added: int
    changed: int
    faulty: int
    sentence = _("{by} 核对了人员文件 {on}：新增 {added}，变更 {changed}，不导入 {faulty}")


@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(Event):
    """The import may begin."""

    rows: int
    organisation: str
    sentence = _("{by} 确认把人员文件 {on} 导入{organisation}，共 {rows} 人")


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """Every row of the import is applied."""

    added: int
    changed: int
    units: int
    sentence = _(
        "{by} 导入的人员文件 {on} 已完成：新增 {added} 人，变更 {changed} 人，新部门 {units} 个"
    )


@dataclass(frozen=True, kw_only=True)
class ImportDropped(Event):
    """The import was given up before it began."""

    sentence = _("{by} 放弃了导入人员文件 {on}")


@dataclass(frozen=True, kw_only=True)
class MemberImported(Event):
    """A person was added or changed by an import."""

    what: str
    unit: str
    post: str
    source: str
    sentence = _("{by} 由文件 {source} 导入 {on}：{what}，{unit} {post}")


@dataclass(frozen=True, kw_only=True)
class UnitOpened(Event):
    """A unit begins."""

    number: str
    sentence = _("{by} 设立了部门 {on}（{number}）")
