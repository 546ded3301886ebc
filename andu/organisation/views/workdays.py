"""The working calendar: days that differ, hours of the week."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from andu.kit import plain
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import actions, calendar, queries
from andu.organisation.forms import DayForm, HoursForm
from andu.organisation.forms.workdays import WEEKDAYS
from andu.organisation.models import Hours, Workday
from andu.organisation.rights import MANAGE
from andu.organisation.views.asking import Ask, ask, data, place
from andu.ui import toast

EARLIEST, LATEST = 2000, 2100


@needs(MANAGE.code)
def workdays(request: Request) -> HttpResponse:
    """The days of a year that differ, and one more."""
    organisation, year = queries.chosen(request), _year(request.GET.get("year", ""))
    form = DayForm(*data(request))
    if request.method == "POST":
        there = place(request)
        said = Ask(_("工作日历"), _("保存"), reverse("organisation:workdays"), _("已保存。"))
        return ask(request, form, said, lambda v: actions.set_days(
            there, [(day, v["kind"], v["name"], v["hours"]) for day in form.days],
            by=request.actor))  # fmt: skip
    own = queries.kept(Hours, request.actor).filter(organisation=organisation)
    days = queries.kept(Workday, request.actor).filter(organisation=organisation, day__year=year)
    usual = calendar.usual_day(organisation.pk) if organisation else ()
    context = {
        "organisation": organisation, "year": year, "form": form,
        "days": days,
        "missing": calendar.missing_year(organisation.pk, timezone.localdate())
        if organisation else None,
        "statutory": calendar.statutory(year), "weekdays": WEEKDAYS,
        "hours": own.select_related("unit").order_by("unit__path", "weekday", "start"),
        "usual": " ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in usual),
    }  # fmt: skip
    return render(request, "organisation/workdays.html", context)


@needs(MANAGE.code)
@require_POST
def statutory(request: Request) -> HttpResponse:
    """Take over the State Council's days of a year."""
    year = _year(request.POST.get("year", ""))
    count = actions.set_days(place(request), calendar.statutory(year), by=request.actor)
    toast.tell(
        request,
        _("已载入 {year} 年 {count} 天，请对照国务院通知核对。").format(year=year, count=count),
    )
    return redirect(f"{reverse('organisation:workdays')}?year={year}")


@needs(MANAGE.code)
def hours(request: Request) -> HttpResponse:
    """The hours of a week, for all or for one unit."""
    organisation = place(request)
    form = HoursForm(*data(request), organisation=organisation)
    note = _("每天写成 08:30-12:00 13:30-17:30；休息日空着。")
    said = Ask(_("设定作息"), _("保存"), reverse("organisation:workdays"), _("已保存作息。"), note)
    return ask(request, form, said, lambda v: actions.set_hours(
        organisation, v["unit"], form.week(), by=request.actor))  # fmt: skip


def _year(text: str) -> int:
    year = plain.number(text)
    return year if EARLIEST <= year <= LATEST else timezone.localdate().year
