"""What this room puts on the desk."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.overseeing import oversees
from andu.portal import queries
from andu.portal.menu import waiting
from andu.portal.queries import oversight
from andu.ui.blocks import HEAD, KEEPER, LEADER, MAIN, Block, Context, register
from andu.workflow.rights import ADMINISTER

FEW, MANY = 5, 8


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def today(request: HttpRequest) -> Context:
    """What must be done, by when it is due."""
    return {"groups": queries.today(_actor(request), MANY), "count": waiting(request)["todo"]}


def returned(request: HttpRequest) -> Context | None:
    """What came back to whoever began it."""
    seats = queries.returned(_actor(request))
    return {"seats": seats} if seats else None


def duties(request: HttpRequest) -> Context | None:
    """Whom it is on the person to urge."""
    found = queries.duties(_actor(request))
    return {"duties": found} if found else None


def unit(request: HttpRequest) -> Context | None:
    """The open seats in the units one oversees."""
    actor = _actor(request)
    rows = oversight.seats_watched(actor)
    people, is_part = oversight.loads(rows)
    if not people and not oversees(actor):
        return None
    pressing = oversight.watched(actor, rows, oversight.Asked(), size=FEW) if people else None
    late = sum(load.late for load in people)
    count = sum(load.count for load in people)
    return {"people": people[:MANY], "more": max(0, len(people) - MANY), "watch": pressing,
            "late": late, "count": count, "is_part": is_part, "next": "/"}  # fmt: skip


def stuck(request: HttpRequest) -> Context | None:
    """What stands still in the flows one administers."""
    return {"stuck": queries.stuck(_actor(request))}


def mine(request: HttpRequest) -> Context:
    """What the person began and where it stands."""
    return {"rows": queries.under_way(_actor(request))}


def reading(request: HttpRequest) -> Context:
    """What is to be read."""
    return {"rows": queries.listed(_actor(request), "reading", size=FEW).rows}


def delegated(request: HttpRequest) -> Context | None:
    """What the person handles for somebody away."""
    rows = queries.listed(_actor(request), "delegated", size=FEW).rows
    return {"rows": rows} if rows else None


def followed(request: HttpRequest) -> Context | None:
    """What the person follows."""
    rows = queries.listed(_actor(request), "followed", size=FEW).rows
    return {"rows": rows} if rows else None


def usual(request: HttpRequest) -> Context | None:
    """What the person probably wants to start."""
    templates = queries.usual.offered(_actor(request))
    return {"templates": templates} if templates else None


def _block(code: str, label: Any, said: Any, context: Any, **more: Any) -> Block:
    return Block(
        code=code, label=label, help=said, template=f"portal/_desk_{code}.html", context=context,
        **more,
    )  # fmt: skip


register(
    _block("today", _("要办的事"), _("等你办理的事项，超期和今天到期的在前。"), today,
           column=MAIN, fixed=True),
    _block("returned", _("退回给我的"), _("你发起、被退回要改的事项；没有时不显示。"), returned,
           column=MAIN),
    _block("unit", _("部门待办"), _("你负责、分管或联络的部门里，每个人手上还没有办的事项。"), unit,
           column=MAIN, roles=(LEADER, HEAD)),
    _block("stuck", _("停下的流程"),
           _("找不到办理人的环节、受阻的自动环节、离职人员手上的待办、要核对的办理人和已挂起的事项。"),
           stuck, column=MAIN,
           roles=(LEADER, HEAD, KEEPER), right=ADMINISTER.code),
    _block("mine", _("我发起的"), _("你发起、还在办理的事项，现在到了谁手上。"), mine, column=MAIN),
    _block("duties", _("该我催办的"), _("你办完以后，下一环节快到期或已超期的事项；没有时不显示。"),
           duties),
    _block("reading", _("待阅"), _("传阅和阅知给你的事项。"), reading),
    _block("delegated", _("委托给我的"), _("别人外出时委托你代办的事项；没有时不显示。"),
           delegated),
    _block("usual", _("常用发起"), _("你和单位最常发起的事项。"), usual),
    _block("followed", _("关注的"), _("你关注的事项；没有时不显示。"), followed),
)  # fmt: skip
