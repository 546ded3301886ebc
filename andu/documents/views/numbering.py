"""/gongwen/numbers: the series one registers, and every number of a series."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.documents import actions, queries, rules
from andu.documents.forms import EntryForm, ReasonForm, ReserveForm
from andu.documents.models import Number, Series
from andu.documents.queries import Wanted
from andu.documents.rights import MANAGE, REGISTER
from andu.kit import plain
from andu.kit.asking import asked
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast

DOING = ["GET", "HEAD", "POST"]


@needs(REGISTER.code, MANAGE.code)
@require_safe
def numbers(request: Request) -> HttpResponse:
    """The series, each with how this year stands."""
    year = timezone.localdate().year
    rows = queries.series_of(request.actor, year)
    return render(request, "documents/numbers.html", {"rows": rows, "year": year})


@needs(REGISTER.code, MANAGE.code)
@require_safe
def series(request: Request, pk: int) -> HttpResponse:
    """The numbers of a year, and whether any is missing."""
    found, wanted = _series(request, pk), asked(Wanted, request.GET)
    year = plain.number(wanted.year) or timezone.localdate().year
    shown = queries.numbers(found, wanted, year, request.GET.get("after", ""))
    may = rules.may_register(request.actor, found)
    for each in shown.items:
        each.series = found
        each.may_use = rules.may_use(request.actor, each)
        each.may_give_back = rules.may_give_back(request.actor, each)
        each.may_void = rules.may_void(request.actor, each)
    context = {
        "series": found, "asked": wanted, "year": year, "page": shown, "may": may,
        "standing": queries.standing_of(found, year), "states": Number.State.choices,
        "years": sorted({*queries.years_of(found), timezone.localdate().year}, reverse=True),
    }  # fmt: skip
    return render(request, "documents/series.html", context)


@needs(REGISTER.code)
@require_http_methods(DOING)
def take(request: Request, pk: int) -> HttpResponse:
    """Register a document by hand: one that stays on paper, or was not made here."""
    found = _series(request, pk)
    form = EntryForm(request.POST or None)
    title, verb = _("登记字号"), _("取号登记")

    def act() -> str:
        year = form.cleaned_data["year"]
        made = actions.take(found, form.entry, year, by=request.actor)
        return _("已登记为 {number}。").format(number=made.text)

    return _done(request, found, form, act, {"title": title, "verb": verb})


@needs(REGISTER.code)
@require_http_methods(DOING)
def reserve(request: Request, pk: int) -> HttpResponse:
    """Keep the next numbers for later."""
    found = _series(request, pk)
    form = ReserveForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        made = actions.reserve(found, said["count"], said["reason"], by=request.actor)
        return _("已预留 {first} 至 {last}。").format(first=made[0].text, last=made[-1].text)

    return _done(request, found, form, act, {"title": _("预留字号"), "verb": _("预留")})


@needs(REGISTER.code)
@require_http_methods(DOING)
def use(request: Request, pk: int) -> HttpResponse:
    """Give a reserved number to a document."""
    number = _number(request, pk)
    form = EntryForm(request.POST or None)
    del form.fields["year"]

    def act() -> str:
        made = actions.use(number, form.entry, by=request.actor)
        return _("已登记为 {number}。").format(number=made.text)

    words = {"title": _("使用 {number}").format(number=number.text), "verb": _("登记")}
    return _done(request, number.series, form, act, words)


@needs(REGISTER.code)
@require_http_methods(DOING)
def give_back(request: Request, pk: int) -> HttpResponse:
    """Free a number whose document has not gone out."""
    number, form = _number(request, pk), ReasonForm(request.POST or None)

    def act() -> str:
        actions.give_back(number, plain.line(form.cleaned_data["reason"]), by=request.actor)
        return _("已退回，下一份文件用它。")

    words = {
        "title": _("退回 {number}").format(number=number.text), "verb": _("退回"),
        "about": _("退回的号给下一份文件用，不留空号。已经印发的不能退回，请作废。"),
    }  # fmt: skip
    return _done(request, number.series, form, act, words)


@needs(REGISTER.code)
@require_http_methods(DOING)
def void(request: Request, pk: int) -> HttpResponse:
    """A number that is never used."""
    number, form = _number(request, pk), ReasonForm(request.POST or None)

    def act() -> str:
        actions.void(number, plain.line(form.cleaned_data["reason"]), by=request.actor)
        return _("已作废，理由留在登记簿里。")

    words = {
        "title": _("作废 {number}").format(number=number.text), "verb": _("作废"),
        "about": _("作废的号不再使用，号码和理由一直留在登记簿里。"),
    }  # fmt: skip
    return _done(request, number.series, form, act, words)


def _done(
    request: Request, found: Series, form: Any, act: Callable[[], str], words: dict[str, Any]
) -> HttpResponse:
    back = reverse("documents:series", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            toast.tell(request, act())
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            return redirect(back)
    status = 422 if request.method == "POST" else 200
    context = {"series": found, "form": form, "back": back, **words}
    return render(request, "documents/number_form.html", context, status=status)


def _series(request: Request, pk: int) -> Series:
    return get_object_or_404(
        Series.objects.visible_to(request.actor).select_related("issuer__unit"), pk=pk
    )


def _number(request: Request, pk: int) -> Number:
    return get_object_or_404(
        Number.objects.visible_to(request.actor).select_related("series__issuer__unit"), pk=pk
    )
