"""超期说明: every act after its limit, with the explanation (WF-19)."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from andu.kit.keyset import page
from andu.kit.request import Request
from andu.workflow.chips import span
from andu.workflow.reporting import USUAL_DAYS, late_for
from andu.workflow.rights import REPORT

FIRST, LAST = date(2000, 1, 1), date(9000, 1, 1)


@require_safe
def late(request: Request) -> HttpResponse:
    """The report, the latest first; ?from= and ?to= are days, both included."""
    if not request.actor.scopes(REPORT.code):
        raise PermissionDenied
    today = timezone.localdate()
    until = _day(request.GET.get("to", ""), today)
    since = _day(request.GET.get("from", ""), until - timedelta(days=USUAL_DAYS))
    rows = late_for(request.actor, since, until)
    found = page(rows, ("-at", "-id"), request.GET.get("after", ""))
    for row in found.items:
        row.span = span(row.minutes)
    context = {
        "page": found, "since": since, "until": until, "total": rows.count(),
        "silent": rows.filter(reason="").count(),
    }  # fmt: skip
    return render(request, "workflow/late.html", context)


def _day(text: str, usual: date) -> date:
    try:
        found = parse_date(text) or usual
    except ValueError:
        found = usual
    return found if FIRST <= found <= LAST else usual
