"""The chip of a limit, by the working time of whoever looks: {% load deadlines %}{% sla due %}."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html

from andu.kit.worktime import Calendar
from andu.organisation.calendar import calendar_shown
from andu.ui.templatetags.ui import icon
from andu.workflow.chips import chip_of

register = template.Library()


@register.simple_tag(takes_context=True)
def sla(context: dict[str, Any], due: datetime | None) -> str:
    """What is left until `due`, with its mark; the calendar is fetched once for each page."""
    request = context.get("request")
    if due is None or request is None:
        return ""
    chip = chip_of(due, timezone.now(), calendar_of(request))
    if not chip.words:
        return ""
    state = f" sla--{chip.state}" if chip.state else ""
    local = timezone.localtime(due)
    return format_html(
        '<span class="sla{}" title="{}">{}{}</span>', state, f"{local:%Y-%m-%d %H:%M}",
        icon("clock"), chip.words,
    )  # fmt: skip


def calendar_of(request: Any) -> Calendar:
    """The working time of whoever looks, fetched once for each page."""
    found: Calendar | None = getattr(request, "work_calendar", None)
    if found is None:
        found = calendar_shown(request.actor.organisation_id, request.actor.unit_id)
        request.work_calendar = found
    return found
