"""/upkeep/reports: problems of flows, reported by anybody and handled by the owning department."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.kit import plain
from andu.kit.asking import asked
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast
from andu.upkeep import actions
from andu.upkeep import rules_reporting as rules
from andu.upkeep.actions import Problem
from andu.upkeep.forms import ReportForm
from andu.upkeep.models import Report
from andu.upkeep.queries import reporting
from andu.upkeep.queries.reporting import Wanted
from andu.upkeep.realm import keeps


@require_safe
def reports(request: Request, mine: bool = False) -> HttpResponse:
    """Those one handles, or (`whose=mine`, at one's own address, and for who handles none) one's
    own."""
    actor, wanted = request.actor, asked(Wanted, request.GET)
    if mine or not keeps(actor):
        wanted = Wanted(**{**vars(wanted), "whose": "mine"})
    context = {
        "asked": wanted, "page": reporting.reports(actor, wanted, request.GET.get("after", "")),
        "keeps": keeps(actor), "kinds": Report.Kind.choices, "states": Report.State.choices,
        "flows": reporting.reportable(actor), "is_mine": wanted.whose == "mine",
    }  # fmt: skip
    return render(request, "upkeep/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: Request) -> HttpResponse:
    """Report a problem; `matter`, `flow` and `kind` say of what."""
    matter = reporting.matter_asked(request.actor, request.GET.get("matter", ""))
    form = ReportForm(
        request.POST or None, flows=reporting.reportable(request.actor),
        kinds=rules.kinds_for(request.actor),
        initial={"template": request.GET.get("flow", ""), "kind": request.GET.get("kind", "")},
    )  # fmt: skip
    if matter is not None:
        del form.fields["template"]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        problem = Problem(
            kind=said["kind"], words=plain.words(said["words"]), template=said.get("template"),
            matter=matter,
        )  # fmt: skip
        try:
            made = actions.report(problem, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已反映给{unit}，答复后会通知你。").format(unit=_to(made)))
            return redirect("upkeep:report", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "upkeep/report_new.html", {"form": form, "matter": matter}, status=status
    )


@require_safe
def report(request: Request, pk: int) -> HttpResponse:
    """One report, with everything said to it."""
    return _shown(request, _found(request, pk))


@require_POST
def report_say(request: Request, pk: int, verb: str) -> HttpResponse:
    """Answer, add or close; what was typed comes back when it is refused."""
    found, words = _found(request, pk), plain.words(request.POST.get("words", ""))
    verbs: dict[str, Any] = {
        "answer": actions.answer_report, "add": actions.add_to_report,
        "close": actions.close_report,
    }  # fmt: skip
    try:
        verbs[verb](found, words, by=request.actor)
    except Refused as refusal:
        return _shown(request, found, words, str(refusal.verdict.reason))
    toast.tell(request, _("已关闭。") if verb == "close" else _("已发出，对方会收到通知。"))
    return redirect("upkeep:report", found.pk)


def _found(request: Request, pk: int) -> Report:
    rows = Report.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("template__unit", "unit", "matter"), pk=pk)


def _shown(request: Request, found: Report, typed: str = "", refusal: str = "") -> HttpResponse:
    by = request.actor
    context = {
        "report": found, "replies": found.replies.all(), "typed": typed, "refusal": refusal,
        "link": reporting.link_of(by, found), "may_answer": rules.may_answer(by, found),
        "may_add": rules.may_add(by, found), "may_close": rules.may_close(by, found),
    }  # fmt: skip
    return render(request, "upkeep/report.html", context, status=422 if refusal else 200)


def _to(made: Report) -> str:
    return str(made.unit or _("流程管理员"))
