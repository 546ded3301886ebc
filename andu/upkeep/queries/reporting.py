"""Reports of problems with flows, as lists and one by one."""

from dataclasses import dataclass

from django.db.models import QuerySet

from andu.approvals.models import Template
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.asking import Asked
from andu.kit.keyset import Page, page
from andu.upkeep.models import Report
from andu.upkeep.models.report import ReportQuery
from andu.upkeep.queries.monitoring import links_to, monitored
from andu.workflow.models import Matter

ORDER = ("-id",)
OLDEST = ("id",)
SIZE = 30
OPEN = "open"


@dataclass(frozen=True)
class Wanted(Asked):
    """Whose reports ("mine": one's own, else those one handles), in which state (open, or one of
    theirs), of which kind and flow (its key)."""

    whose: str = ""
    state: str = ""
    kind: str = ""
    flow: str = ""


def reports(actor: Actor, wanted: Wanted, after: str = "", size: int = SIZE) -> Page:
    """A page of reports: what is open stands oldest first, else the newest first."""
    rows = narrowed(of_whom(actor, wanted), wanted)
    order = OLDEST if wanted.state == OPEN else ORDER
    return page(rows.select_related("template", "unit", "matter"), order, after, size)


def of_whom(actor: Actor, wanted: Wanted) -> ReportQuery:
    """One's own, or those one handles."""
    if wanted.whose == "mine":
        return Report.objects.filter(reporter=actor.member_id or 0)
    return Report.objects.handled_by(actor)


def narrowed(rows: ReportQuery, wanted: Wanted) -> ReportQuery:
    """Those of one state, kind and flow."""
    if wanted.state == OPEN:
        rows = rows.open()
    elif wanted.state in Report.State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.kind in Report.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.flow:
        rows = rows.filter(template__key=wanted.flow)
    return rows


def link_of(actor: Actor, report: Report) -> str:
    """Where the reported matter opens for the actor; "" for nowhere."""
    if report.matter is None:
        return ""
    return links_to(actor, [report.matter]).get(report.matter_id or 0, "")


def reportable(actor: Actor) -> QuerySet[Template]:
    """The flows a report can name: all of the organisation that were ever published."""
    rows = Template.objects.visible_to(actor).filter(newest__gt=0)
    return rows.select_related("unit").order_by("unit__path", "order", "key")


def matter_asked(actor: Actor, number: str) -> Matter | None:
    """The matter an address names, if its way is open to the actor or they look after its flow."""
    pk = plain.number(number)
    tracked = Matter.objects.tracked_by(actor).filter(pk=pk) if pk else Matter.objects.none()
    return tracked.first() or (monitored(actor).filter(pk=pk).first() if pk else None)
