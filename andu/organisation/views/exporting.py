"""Taking an organisation out: the sheet of its people, and slips with activation codes."""

from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from andu.audit.recording import record
from andu.kit import plain
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import events, exporting, queries, slips
from andu.organisation.rights import IMPORT, MANAGE

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(IMPORT.code)
@require_safe
def export(request: Request) -> HttpResponse:
    """The people of the organisation in the columns of the import."""
    organisation = queries.chosen(request)
    if organisation is None:
        raise Http404
    with transaction.atomic():
        record(events.PeopleExported(), by=request.actor, on=organisation)
    name = f"{organisation.name} {timezone.localdate():%Y-%m-%d}.xlsx"
    response = HttpResponse(exporting.workbook(organisation), content_type=SHEET)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@needs(MANAGE.code)
def slip_sheets(request: Request) -> HttpResponse:
    """Slips with activation codes for a unit; the codes are made at this moment and shown once."""
    organisation = queries.chosen(request)
    branches = queries.tree(organisation.pk) if organisation else []
    if request.method == "POST":
        asked = plain.number(request.POST.get("unit", ""))
        unit = get_object_or_404(queries.open_units(request.actor, organisation), pk=asked)
        made = slips.for_unit(unit, request.POST.get("basis", ""), by=request.actor)
        context = {"unit": unit, "slips": made, "organisation": organisation}
        return render(request, "organisation/slips_sheet.html", context)
    waiting = slips.waiting_by_unit(organisation) if organisation else {}
    title = _("激活码纸条")
    lines = [(unit, waiting.get(unit.pk, 0)) for unit in queries.flat(branches)]
    lines = [(unit, count) for unit, count in lines if count or unit.depth == 0]
    context = {"title": title, "lines": lines, "organisation": organisation}
    return render(request, "organisation/slips.html", context)
