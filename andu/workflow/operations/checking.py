"""报告偏差, 认定责任, 撤销认定, and the panel of what was found (WF-21, WF-22)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.commands import Return
from andu.engine.nodes import ReturnWay
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, yes
from andu.workflow import actions, checking
from andu.workflow import rules_checking as rules
from andu.workflow.actions.checking import Fault
from andu.workflow.actions.deciding import Back
from andu.workflow.desk import Desk
from andu.workflow.models import Finding, Responsibility
from andu.workflow.operating import Asked, Done, Operation, Panel, add_operation, add_panel
from andu.workflow.operations.handing_on import number
from andu.workflow.saying import Deed

WAYS = {way.value: way for way in (ReturnWay.STRAIGHT, ReturnWay.REWALK)}


@dataclass(frozen=True)
class Told:
    """A finding as somebody may read it: their own entries and those they oversee."""

    finding: Finding
    entries: list[Responsibility]


def _may_report(desk: Desk, by: Actor) -> Verdict | None:
    if not desk.is_mine or not desk.targets or not desk.check:
        return None
    return rules.may_report(by, desk.loaded, Return(by.member_id or 0, desk.seat))


def _may_find(desk: Desk, by: Actor) -> Verdict | None:
    verdict = rules.may_find(by, desk.loaded, keeper=desk.keeps)
    return verdict if verdict else None


def _may_withdraw(desk: Desk, by: Actor) -> Verdict | None:
    """For whoever may withdraw one that stands."""
    if not desk.involvement.has_findings:
        return None
    return yes if _withdrawable(desk, by) else None


def _withdrawable(desk: Desk, by: Actor) -> list[Finding]:
    rows = Finding.objects.filter(matter=desk.loaded.matter, state=Finding.State.STANDS)
    return [row for row in rows if rules.may_withdraw_finding(by, row, keeper=desk.keeps)]


def _about_report(asked: Asked) -> Mapping[str, Any]:
    desk = asked.desk
    before = checking.before_nodes(desk.loaded, desk.seat)
    usual = next((one.key for one in desk.targets if one.key in before), "")
    return {"usual": asked.posted.get("target") or usual}


def _report(asked: Asked) -> Done:
    posted = asked.posted
    seat = number(posted.get("seat", "")) or asked.desk.seat
    back = Back(plain.line(posted.get("target", ""))[:64], WAYS.get(posted.get("way", "")))
    deed = Deed(opinion=plain.words(posted.get("reason", "")), as_it_stands=True)
    actions.report_deviation(asked.matter, seat, back, deed, by=asked.by)
    return Done(text=_("已报告偏差并退回，有关的人已记入责任记录。"), is_onward=True)


def _about_finding(asked: Asked) -> Mapping[str, Any]:
    return {"places": checking.places_handled(asked.desk.loaded)}


def _find(asked: Asked) -> Done:
    posted = asked.posted
    fault = Fault(
        plain.line(posted.get("target", ""))[:64], plain.words(posted.get("reason", "")),
        plain.line(posted.get("basis", "")),
    )  # fmt: skip
    made = actions.find_fault(asked.matter, fault, by=asked.by)
    return Done(text=_("已认定“{step}”的责任，有关的人会收到通知。").format(step=made.step))


def _named(asked: Asked) -> Finding:
    rows = Finding.objects.filter(matter=asked.matter).select_related("matter__unit")
    key = plain.number(asked.posted.get("finding", ""))
    found = (rows.filter(pk=key) if key else rows.filter(state=Finding.State.STANDS)).first()
    if found is None:
        raise Http404
    return found


def _about_withdrawing(asked: Asked) -> Mapping[str, Any]:
    return {"findings": _withdrawable(asked.desk, asked.by)}


def _withdraw(asked: Asked) -> Done:
    reason = plain.words(asked.posted.get("reason", ""))
    actions.withdraw_finding(_named(asked), reason, by=asked.by)
    return Done(text=_("已撤销认定，责任记录里标明“已撤销”。"))


def _panel(desk: Desk, by: Actor) -> list[Told] | None:
    """For those concerned, their heads and whoever keeps the flow."""
    if not desk.involvement.has_findings:
        return None
    rows = Responsibility.objects.visible_to(by).filter(finding__matter=desk.loaded.matter)
    by_finding: dict[Finding, list[Responsibility]] = {}
    for row in rows.select_related("finding").order_by("-finding_id", "id"):
        by_finding.setdefault(row.finding, []).append(row)
    return [Told(one, entries) for one, entries in by_finding.items()] or None


add_operation(Operation(
    code="deviate", label=gettext_lazy("报告偏差"), icon="flag", verdict=_may_report, act=_report,
    template="workflow/_deviate.html", about=_about_report, order=7,
    button=gettext_lazy("报告并退回"),
    hint=gettext_lazy("没有按流程执行的环节退回重办，它的办理人和它前面的办理人记入责任记录。"),
))  # fmt: skip
add_operation(Operation(
    code="fault", label=gettext_lazy("认定责任"), icon="gavel", verdict=_may_find, act=_find,
    template="workflow/_fault.html", about=_about_finding, order=87,
    hint=gettext_lazy("环节办理人和它前后环节的办理人记入同样的责任记录，都会收到通知。"),
))  # fmt: skip
add_operation(Operation(
    code="unfault", label=gettext_lazy("撤销认定"), icon="arrow-back-up", verdict=_may_withdraw,
    act=_withdraw, template="workflow/_unfault.html", about=_about_withdrawing, order=88,
    hint=gettext_lazy("记录保留，标明“已撤销”和理由。"),
))  # fmt: skip
add_panel(Panel(code="findings", template="workflow/_findings.html", content=_panel, order=60))
