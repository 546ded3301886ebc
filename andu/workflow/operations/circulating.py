"""传阅, 已阅 and 撤回传阅, with the panels of what is to be read and who has read."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no
from andu.workflow import actions, circulating
from andu.workflow.addressing import fields_from, readers_from
from andu.workflow.desk import Desk
from andu.workflow.models import Circulation
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.readers import Readers, readers_of, waiting_for


def _may_circulate(desk: Desk, by: Actor) -> Verdict | None:
    verdict = circulating.may_circulate(by, desk.loaded.matter, held=desk.involvement.held)
    return verdict if verdict else None


def _about(asked: Asked) -> Mapping[str, Any]:
    return {
        "pickers": fields_from(asked.posted, asked.by),
        "within": circulating.reach_of(asked.by, asked.matter) or "",
        "unit": asked.by.unit,
    }


def _circulate(asked: Asked) -> Done:
    remark = plain.words(asked.posted.get("remark", ""))
    readers = readers_from(asked.posted, asked.by)
    made = actions.circulate(asked.matter, readers, remark, by=asked.by)
    if not made:
        words = _("所选的人都已经收到、还没有看完，不用再传。")
        raise Refused(no(words, "has-it"))
    if len(made) == 1:
        return Done(text=_("已传阅给{name}。").format(name=made[0].member_name))
    return Done(text=_("已传阅给 {n} 人。").format(n=len(made)))


def _read(asked: Asked) -> Done:
    mine = Circulation.objects.standing().filter(member_id=asked.by.member_id or 0)
    row = waiting_for(asked.matter, asked.by) or mine.filter(matter=asked.matter).last()
    if row is None:
        raise Http404
    said = plain.words(asked.posted.get("said", ""))
    actions.mark_circulation_read(row, said, by=asked.by)
    return Done(text=_("已阅。"), link="/todo/unread")


def _withdraw(asked: Asked) -> Done:
    number = plain.number(asked.posted.get("circulation", ""))
    rows = Circulation.objects.visible_to(asked.by).filter(matter=asked.matter)
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    actions.withdraw_circulation(row, by=asked.by)
    return Done(text=_("已撤回给{name}的传阅。").format(name=row.member_name))


def _hidden(_desk: Desk, _by: Actor) -> Verdict | None:
    return None  # their buttons stand in the panels


def _reading(desk: Desk, by: Actor) -> Circulation | None:
    return waiting_for(desk.loaded.matter, by) if desk.involvement.has_to_read else None


def _readers(desk: Desk, by: Actor) -> Readers | None:
    return readers_of(desk.loaded.matter, by) if desk.involvement.is_circulated else None


add_operation(Operation(
    code="circulate", label=gettext_lazy("传阅"), icon="users", verdict=_may_circulate,
    act=_circulate, template="workflow/_circulate.html", about=_about, order=30, key="v",
    hint=gettext_lazy("收到的人可以看这件事项并回复已阅。"),
))  # fmt: skip
add_operation(Operation(
    code="seen", label=gettext_lazy("已阅"), icon="check", verdict=_hidden, act=_read,
))  # fmt: skip
add_operation(Operation(
    code="uncirculate", label=gettext_lazy("撤回传阅"), icon="x", verdict=_hidden, act=_withdraw,
))  # fmt: skip
add_panel(Panel(
    code="reading", template="workflow/_reading.html", content=_reading, order=90, is_aside=False,
))  # fmt: skip
add_panel(Panel(code="readers", template="workflow/_readers.html", content=_readers, order=20))
