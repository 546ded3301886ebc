"""The register of flows that go online only, and the exceptions from it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.kit.asking import Asked
from andu.kit.keyset import Page, page
from andu.upkeep.models import Fixing, Report, Waiver

SIZE = 30


@dataclass(frozen=True)
class Wanted(Asked):
    """Which exceptions: in one state."""

    state: str = ""


def register_of(actor: Actor) -> list[Any]:
    """Every flow of the organisation that is fixed online, with how many exceptions were granted
    and how many offline cases reported since; two statements."""
    rows = Fixing.objects.visible_to(actor).standing().select_related("template__unit")
    granted = Count("template__waivers", filter=Q(template__waivers__state=Waiver.State.GRANTED))
    found: list[Any] = list(rows.annotate(granted=granted).order_by("template__order", "pk"))
    keys = [each.template_id for each in found]
    cases = Report.objects.filter(template__in=keys, kind=Report.Kind.OFFLINE)
    counted = dict(cases.order_by().values_list("template").annotate(Count("pk")))
    for each in found:
        each.cases = counted.get(each.template_id, 0)
    return found


def waivers(actor: Actor, wanted: Wanted, after: str = "", size: int = SIZE) -> Page:
    """A page of the exceptions one asked for or decides, the newest first."""
    rows = Waiver.objects.visible_to(actor).select_related("template__unit")
    if wanted.state in Waiver.State.values:
        rows = rows.filter(state=wanted.state)
    return page(rows, ("-id",), after, size)


def fixed_flows(actor: Actor) -> QuerySet[Template]:
    """The flows an exception can be asked for."""
    standing = Fixing.objects.visible_to(actor).standing()
    return Template.objects.filter(pk__in=standing.values("template")).order_by("order", "key")
