"""How long something waits, by the working time of whoever looks (AD-17): {% age at %}."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html

from andu.kit import worktime
from andu.upkeep.simplifying import hours
from andu.workflow.chips import length_of_day, span
from andu.workflow.templatetags.deadlines import calendar_of

register = template.Library()


@register.simple_tag(takes_context=True)
def age(context: dict[str, Any], at: datetime | None) -> str:
    """Since `at`, in working days, hours or minutes."""
    request = context.get("request")
    if at is None or request is None:
        return ""
    found = calendar_of(request)
    minutes = int(worktime.between(found, at, timezone.now()).total_seconds() // 60)
    said = span(max(0, minutes), length_of_day(found))
    exact = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    return format_html('<span title="{}">{}</span>', exact, said)


@register.simple_tag
def worked(minutes: int | None) -> str:
    """Working minutes as people say them; a dash for none."""
    return "—" if minutes is None else hours(minutes)
