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


@dataclass(frozen=True, kw_only=True)
class PeopleExported(Event):
    """The sheet of all people was taken out."""

    sentence = _("{by} 导出了 {on} 的人员表")


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(Event):
    """A unit has another name from a day on (ID-22)."""

    before: str
    after: str
    since: str
    sentence = _("{by} 将部门“{before}”更名为“{after}”，自 {since} 起")


@dataclass(frozen=True, kw_only=True)
class UnitMoved(Event):
    """A unit stands below another one."""

    before: str
    after: str
    sentence = _("{by} 将部门 {on} 由“{before}”移到“{after}”下")


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Event):
    """A unit has ended."""

    sentence = _("{by} 撤销了部门 {on}")


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    """A person came."""

    number: str
    unit: str
    sentence = _("{by} 新建了人员 {on}（{number}），{unit}")


@dataclass(frozen=True, kw_only=True)
class MemberEdited(Event):
    """What is known of a person has changed."""

    what: str
    sentence = _("{by} 修改了 {on} 的{what}")


@dataclass(frozen=True, kw_only=True)
class ProfileFilled(Event):
    """A person has changed how to reach them (ID-14)."""

    what: str
    sentence = _("{by} 更新了自己的{what}")


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """A person has left; every place is ended, the account is suspended."""

    sentence = _("{by} 办理了 {on} 的离职")


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """A person has a place in a unit."""

    unit: str
    post: str
    duty: str
    sentence = _("{by} 任命 {on} 为 {unit} {post}（{duty}）")


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    """A person no longer has a place."""

    unit: str
    post: str
    sentence = _("{by} 免去 {on} 的 {unit} {post}")


@dataclass(frozen=True, kw_only=True)
class PostSaved(Event):
    """A post was made or changed."""

    level: int
    sentence = _("{by} 设定了岗位 {on}，级别 {level}")


@dataclass(frozen=True, kw_only=True)
class GroupSaved(Event):
    """A group was made or its people changed."""

    members: str
    sentence = _("{by} 设定了群组 {on}：{members}")


@dataclass(frozen=True, kw_only=True)
class RoleSaved(Event):
    """A role was made or its rights changed."""

    rights: str
    sentence = _("{by} 设定了角色 {on}：{rights}")


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A role was given."""

    to: str
    scope: str
    until: str
    sentence = _("{by} 将角色 {on} 授予 {to}，范围 {scope}，至 {until}")


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Event):
    """A role was taken back."""

    to: str
    sentence = _("{by} 收回了 {to} 的角色 {on}")


@dataclass(frozen=True, kw_only=True)
class WorkdaySet(Event):
    """A day differs from the week, or no longer does."""

    day: str
    what: str
    sentence = _("{by} 将 {on} 的 {day} 定为{what}")


@dataclass(frozen=True, kw_only=True)
class HoursSet(Event):
    """The hours of a week are others."""

    what: str
    sentence = _("{by} 设定了 {on} 的作息：{what}")
