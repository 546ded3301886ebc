"""What the trace says of the demo itself."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class OfficeMade(Event):
    """The people, roles and templates of an organisation of the demo are there."""

    sentence = _("演示数据：{on} 的人员、角色和模板已建立")


@dataclass(frozen=True, kw_only=True)
class DayLived(Event):
    """A day of the demo has been written, under the demo's clock."""

    day: str
    sentence = _("演示数据：{on} {day} 的办理记录已按演示时钟写入")
