"""The upkeep of flows for machines: the flows one looks after, and problems reported about them."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.upkeep import actions
from andu.upkeep.actions import Problem
from andu.upkeep.models import Report
from andu.upkeep.queries import listing, reporting
from andu.upkeep.queries.reporting import Wanted

router = Router(tags=[_("流程管理")])


class FlowOut(Schema):
    """A flow one looks after; `version` is 0 before the first is published."""

    key: str
    name: str
    unit: str
    version: int
    is_open: bool
    running: int
    late: int
    rule: str = Field(description=_("对应制度，没有登记为空"))


class FlowsOut(Schema):
    """A page of flows; `next` goes into `after`."""

    items: list[FlowOut]
    next: str


class ReportOut(Schema):
    """A problem of a flow."""

    id: int
    flow: str = Field(description=_("流程代码，不清楚为空"))
    unit: str
    kind: str
    words: str
    state: str
    reporter: str
    at: datetime


class ReportsOut(Schema):
    """A page of reports; `next` goes into `after`."""

    items: list[ReportOut]
    next: str


class ProblemIn(Schema):
    """What is wrong, with which flow or matter, if either is known."""

    kind: str = Field(description="route, person, deadlock, offline, feedback, other")
    words: str = Field(description=_("情况"))
    flow: str = Field("", description=_("流程代码"))
    matter: int = Field(0, description=_("事项编号"))


class WordsIn(Schema):
    """What is said to a report."""

    words: str = Field("", description=_("答复"))


@router.get("/upkeep/flows", response=FlowsOut, summary=_("我管理的流程"))
def kept_flows(request: Request, q: str = "", state: str = "", after: str = "") -> Any:
    """By owning department, fifty at a time; `state`: draft, published, closed."""
    wanted = listing.Wanted(q=plain.line(q)[:80], state=state)
    found = listing.listed(request.actor, wanted, after)
    return {"items": [_flow(each) for each in found.items], "next": found.next}


@router.get("/upkeep/reports", response=ReportsOut, summary=_("流程问题"))
def flow_reports(request: Request, whose: str = "", state: str = "", after: str = "") -> Any:
    """Those one handles, with `whose=mine` those one has reported; `state`: open, received,
    answered, closed."""
    found = reporting.reports(request.actor, Wanted(whose=whose, state=state), after)
    return {"items": [_report(each) for each in found.items], "next": found.next}


@router.post("/upkeep/reports", response=ReportOut, summary=_("反映流程问题"))
def report_problem(request: Request, said: ProblemIn) -> Any:
    """The owning department is told."""
    by = request.actor
    template = reporting.reportable(by).filter(key=said.flow).first() if said.flow else None
    matter = reporting.matter_asked(by, str(said.matter)) if said.matter else None
    if (said.flow and template is None) or (said.matter and matter is None):
        raise Refused(no(_("没有这个流程或事项，请核对代码和编号。"), "invalid"))
    problem = Problem(
        kind=said.kind, words=plain.words(said.words), template=template, matter=matter
    )
    return _report(actions.report(problem, by=by))


@router.post("/upkeep/reports/{number}/answer", response=ReportOut, summary=_("答复流程问题"))
def answer_report(request: Request, number: str, said: WordsIn) -> Any:
    """Whoever reported it is told."""
    found = _found(request, number)
    return _report(actions.answer_report(found, plain.words(said.words), by=request.actor).report)


@router.post("/upkeep/reports/{number}/close", response=ReportOut, summary=_("关闭流程问题"))
def close_report(request: Request, number: str, said: WordsIn) -> Any:
    """The other side is told."""
    found = _found(request, number)
    return _report(actions.close_report(found, plain.words(said.words), by=request.actor))


def _found(request: Request, number: str) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.actor), pk=plain.number(number))


def _flow(each: Any) -> dict[str, Any]:
    return {
        "key": each.key, "name": each.name, "unit": each.unit.name, "version": each.newest,
        "is_open": each.is_open, "running": each.running, "late": each.late,
        "rule": each.rule.cited if each.rule else "",
    }  # fmt: skip


def _report(one: Report) -> dict[str, Any]:
    return {
        "id": one.pk, "flow": one.template.key if one.template else "",
        "unit": one.unit.name if one.unit else "", "kind": one.kind, "words": one.words,
        "state": one.state, "reporter": one.reporter_name, "at": one.at,
    }  # fmt: skip
