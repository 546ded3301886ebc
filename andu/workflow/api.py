"""Delegations for machines: one's own, given out and received."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.kit.request import Request
from andu.kit.verdict import Refused, no, require
from andu.organisation.models import Member
from andu.workflow import actions, queries, rules_absence
from andu.workflow.models import Delegation, Pool
from andu.workflow.responsibilities import entries, narrowing_of
from andu.workflow.rules_absence import Absence

router = Router(tags=[_("委托")])


class DelegationOut(Schema):
    """Who stands in for whom."""

    id: int
    absent: str
    delegate: str
    since: date
    until: date | None = None
    flows: list[str] = Field(description=_("流程代码；空表示全部流程"))
    reason: str
    is_in_force: bool
    is_standing: bool


class DelegationIn(Schema):
    """Whom one lets handle one's turns."""

    delegate: int = Field(description=_("受托人（人员编号）"))
    since: date = Field(description=_("开始日期"))
    until: date | None = Field(None, description=_("结束日期，当天仍有效；不填则直到收回"))
    flows: list[str] = Field(default_factory=list, description=_("流程代码；不填则全部流程"))
    takes_open: bool = Field(False, description=_("把已有待办一并交给他"))
    reason: str = Field("", description=_("事由"), max_length=200)


class ResponsibilityOut(Schema):
    """One person's entry of responsibility for a step found at fault."""

    id: int
    matter: int
    title: str
    step: str
    person: str
    unit: str
    part: str = Field(description=_("fault 环节办理人、before 上一环节同责、after 下一环节同责"))
    reason: str
    basis: str
    finder: str
    at: datetime
    state: str = Field(description=_("stands 有效、withdrawn 已撤销"))


@router.get(
    "/responsibilities", response=list[ResponsibilityOut],
    summary=_("责任记录：我的，和我负责的部门、管理的流程里的，最近 200 条"),
)  # fmt: skip
def responsibilities(
    request: Request, whose: str = "", part: str = "", state: str = ""
) -> Any:  # fmt: skip
    """The latest first; narrowed as on the page."""
    asked = narrowing_of({"whose": whose, "part": part, "state": state})
    rows = entries(request.actor, asked).order_by("-at", "-id")[:200]
    return [
        {"id": row.pk, "matter": row.finding.matter_id, "title": row.finding.matter.title,
         "step": row.finding.step, "person": row.member_name, "unit": row.unit_name,
         "part": row.part, "reason": row.finding.reason, "basis": row.finding.basis,
         "finder": row.finding.finder_name, "at": row.at, "state": row.finding.state}
        for row in rows
    ]  # fmt: skip


class Taken(Schema):
    """What one has taken from a pool."""

    matter: int
    title: str
    step: str


@router.post("/pools/{number}/take", response=Taken, summary=_("领取一件抢办的事项"))
def take_from_pool(request: Request, number: int) -> Any:
    """The number is the `pool` of a line of the list `claimable`."""
    pool = get_object_or_404(Pool.objects.visible_to(request.actor), pk=number)
    actions.claim(pool.matter, pool.seat.number, by=request.actor)
    return {"matter": pool.matter_id, "title": pool.matter.title, "step": pool.seat.step}


@router.get("/delegations", response=list[DelegationOut], summary=_("我委托的和委托给我的"))
def delegations(request: Request) -> Any:
    """The latest first, ended ones as well."""
    return [_out(one) for one in queries.delegations_of(request.actor)[:200]]


@router.post("/delegations", response=DelegationOut, summary=_("把我的待办委托给别人"))
def delegate(request: Request, said: DelegationIn) -> Any:
    """From the first day on new turns go to the delegate."""
    require(rules_absence.may_have_turns(request.actor))
    to = Member.objects.visible_to(request.actor).filter(pk=said.delegate).first()
    if to is None:
        raise Refused(no(_("没有这个人，请核对受托人的编号。"), "invalid"))
    flows = queries.flows_of(request.actor, said.flows)
    if strange := sorted(set(said.flows) - {one.code for one in flows}):
        words = _("没有这些流程：{codes}。请核对流程代码。")
        raise Refused(no(words.format(codes="、".join(strange[:10])), "invalid"))
    asked = Absence(
        absent=request.member, delegate=to, since=said.since, until=said.until,
        flows=tuple(flows), reason=said.reason, takes_open=said.takes_open,
    )  # fmt: skip
    return _out(actions.delegate(asked, by=request.actor))


@router.delete("/delegations/{number}", response=DelegationOut, summary=_("收回或退回一项委托"))
def revoke_delegation(request: Request, number: int) -> Any:
    """What is still open comes back, or stays, as the policy says."""
    found = get_object_or_404(Delegation.objects.visible_to(request.actor), pk=number)
    return _out(actions.revoke_delegation(found, by=request.actor))


def _out(one: Delegation) -> dict[str, Any]:
    return {
        "id": one.pk, "absent": one.absent.name, "delegate": one.delegate.name,
        "since": one.since, "until": one.until, "reason": one.reason,
        "flows": [] if one.all_flows else [flow.code for flow in one.flows.all()],
        "is_in_force": one.is_in_force, "is_standing": one.is_standing,
    }  # fmt: skip
