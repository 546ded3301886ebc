"""责任记录: the entries one may read, one's own first (WF-22)."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from andu.kit.keyset import page
from andu.kit.opening import confirm_first
from andu.kit.request import Request
from andu.kit.sheet import csv_answer
from andu.workflow.models import Finding, Responsibility
from andu.workflow.responsibilities import Narrowing, entries, narrowing_of

MOST = 10000


@require_safe
def responsibilities(request: Request) -> HttpResponse:
    """The latest first; narrowed by whose, part, state and days."""
    asked, found = _narrowed(request)
    shown = page(found, ("-at", "-id"), request.GET.get("after", ""))
    query = request.GET.copy()
    query["after"] = shown.next
    context = {
        "asked": asked, "page": shown, "next": query.urlencode() if shown.next else "",
        "export": request.GET.urlencode(), "parts": Responsibility.Part.choices,
        "states": Finding.State.choices,
    }  # fmt: skip
    return render(request, "workflow/responsibilities.html", context)


@confirm_first
@require_safe
def export_responsibilities(request: Request) -> HttpResponseBase:
    """The same entries as a table for a spreadsheet, at most ten thousand."""
    _asked, found = _narrowed(request)
    heads = [
        _("时间"), _("人员"), _("部门"), _("责任"), _("事项"), _("编号"), _("认定的环节"),
        _("理由"), _("依据"), _("认定人"), _("状态"), _("撤销理由"),
    ]  # fmt: skip
    rows = (
        [
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}", row.member_name, row.unit_name,
            row.get_part_display(), row.finding.matter.title, row.finding.matter.serial,
            row.finding.step, row.finding.reason, row.finding.basis, row.finding.finder_name,
            row.finding.get_state_display(), row.finding.why,
        ]
        for row in found.order_by("-at", "-id")[:MOST]
    )  # fmt: skip
    return csv_answer("responsibility", heads, rows)


def _narrowed(request: Request) -> tuple[Narrowing, QuerySet[Responsibility]]:
    asked = narrowing_of(request.GET)
    return asked, entries(request.actor, asked)
