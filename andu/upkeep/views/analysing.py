"""/upkeep/flows/<key>/analysis: how the steps went, and what could be simpler (WF-27)."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from andu.downloads.delivering import Wish, deliver
from andu.kit.asking import asked
from andu.kit.once import own_key
from andu.kit.request import Request
from andu.upkeep import actions, rules, starting
from andu.upkeep.downloads import ANALYSIS
from andu.upkeep.queries.analysing import Period, Wanted, analysed, period_of
from andu.upkeep.queries.listing import kept_by


@require_safe
def analysis(request: Request, key: str) -> HttpResponse:
    """The figures of each step in a period, and the proposals that follow from them."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    period = period_of(asked(Wanted, request.GET))
    change = starting.change_in(template.organisation_id)
    found = analysed(template, period)
    context = {
        "template": template, "period": period, "found": found,
        "idle": [each for each in found.steps if each.is_idle(found.least)],
        "may": rules.may_ask_for_change(request.actor, change),
        "adds": change is None and starting.addable_by(request.actor),
    }  # fmt: skip
    return render(request, "upkeep/analysis.html", context)


@require_POST
def analysis_propose(request: Request, key: str) -> HttpResponse:
    """Draft the request for a change with the proposals that are ticked (`pick`)."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    period = period_of(asked(Wanted, request.POST))
    wanted = set(request.POST.getlist("pick"))
    chosen = [one for one in analysed(template, period).proposals if one.code in wanted]
    draft = actions.propose_change(template, chosen, _said(period), by=request.actor)
    return redirect(f"{reverse('approvals:begin', args=[starting.CHANGE])}?draft={draft.pk}")


@own_key  # the file is made outside the transaction
@require_POST
def analysis_export(request: Request, key: str) -> HttpResponseBase:
    """The same as a table."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    period = period_of(asked(Wanted, request.POST))
    days = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    name = _("{flow} 简化分析").format(flow=template.name)
    wish = Wish(ANALYSIS.code, name, {"flow": template.key, **days})
    return deliver(request, wish, at_once=True)


def _said(period: Period) -> str:
    words = _("据 {since} 至 {until} 的办理情况：")
    return words.format(since=period.since.isoformat(), until=period.until.isoformat())
