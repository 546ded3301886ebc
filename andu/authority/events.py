"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class MatrixCreated(Event):
    """There is a new matrix, without a version in force yet."""

    key: str
    sentence = _("{by} 新建了核决权限表“{on}”（{key}）")


@dataclass(frozen=True, kw_only=True)
class MatrixRevised(Event):
    """A matrix has another name, keeper or labels."""

    sentence = _("{by} 修改了核决权限表“{on}”的名称、维护部门或列名")


@dataclass(frozen=True, kw_only=True)
class MatrixClosed(Event):
    """No new flow may ask the matrix."""

    sentence = _("{by} 停用了核决权限表“{on}”")


@dataclass(frozen=True, kw_only=True)
class MatrixReopened(Event):
    """New flows may ask it again."""

    sentence = _("{by} 重新启用了核决权限表“{on}”")


@dataclass(frozen=True, kw_only=True)
class DraftKept(Event):
    """The draft of the next version was changed."""

    number: int
    rows: int
    sentence = _("{by} 修改了核决权限表“{on}”第 {number} 版草稿，共 {rows} 行")


@dataclass(frozen=True, kw_only=True)
class RowsImported(Event):
    """The draft's rows were taken from a spreadsheet."""

    number: int
    rows: int
    file: str
    sentence = _("{by} 从“{file}”导入了核决权限表“{on}”第 {number} 版草稿，共 {rows} 行")


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    """The draft of the next version is gone."""

    number: int
    sentence = _("{by} 丢弃了核决权限表“{on}”第 {number} 版草稿")


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """A version decides from a day on, after a regulation."""

    number: int
    regulation: str
    valid_from: str
    sentence = _("{by} 发布了核决权限表“{on}”第 {number} 版，依据{regulation}，自 {valid_from} 起")


@dataclass(frozen=True, kw_only=True)
class MatrixExported(Event):
    """A version was taken out as a spreadsheet."""

    number: int
    sentence = _("{by} 导出了核决权限表“{on}”第 {number} 版")
