"""/upkeep/online: what goes online only, and the exceptions from it (WF-23)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.kit import plain
from andu.kit.asking import asked
from andu.kit.request import Request
from andu.kit.verdict import Refused, require
from andu.ui import toast
from andu.upkeep import actions, rules_online
from andu.upkeep.forms import FixForm, LiftForm, WaiverForm
from andu.upkeep.models import Waiver
from andu.upkeep.queries import online
from andu.upkeep.queries.listing import kept_by
from andu.upkeep.queries.online import Wanted
from andu.upkeep.realm import keeps, realm_of


@require_safe
def register(request: Request) -> HttpResponse:
    """The register for everybody, and the exceptions one asked for or decides."""
    actor, wanted = request.actor, asked(Wanted, request.GET)
    found = online.waivers(actor, wanted, request.GET.get("after", ""))
    rows, realm = online.register_of(actor), realm_of(actor)
    for row in rows:
        row.is_kept = realm.covers(row.template.unit)
    for each in found.items:
        each.may = rules_online.may_decide_waiver(actor, each, realm=realm)
    context = {
        "asked": wanted, "rows": rows, "page": found, "keeps": keeps(actor),
        "states": Waiver.State.choices,
    }  # fmt: skip
    return render(request, "upkeep/online.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: Request, key: str) -> HttpResponse:
    """Let a flow go online only from a day on."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    require(rules_online.may_fix(request.actor, template))
    form = FixForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            basis = plain.line(said["basis"])
            actions.fix_online(template, said["since"], basis, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已登记为线上固化，线下流转需要申请例外。"))
            return redirect("upkeep:flow", template.key)
    status = 422 if request.method == "POST" else 200
    context = {"template": template, "form": form}
    return render(request, "upkeep/fix.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: Request, key: str) -> HttpResponse:
    """Let paper be used again."""
    template = get_object_or_404(kept_by(request.actor), key=key)
    found = template.fixings.standing().first()
    require(rules_online.may_lift(request.actor, template, found))
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift(template, plain.line(form.cleaned_data["why"]), by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已解除线上固化。"))
            return redirect("upkeep:flow", template.key)
    status = 422 if request.method == "POST" else 200
    context = {"template": template, "form": form, "fixing": found}
    return render(request, "upkeep/lift.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver_new(request: Request) -> HttpResponse:
    """Ask for an exception; `flow` says for which flow."""
    flows = online.fixed_flows(request.actor)
    initial = {"template": request.GET.get("flow", "")}
    form = WaiverForm(request.POST or None, flows=flows, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            title, reason = plain.line(said["title"]), plain.words(said["reason"])
            actions.ask_waiver(said["template"], title, reason, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已提交，审批后会通知你。"))
            return redirect("upkeep:online")
    status = 422 if request.method == "POST" else 200
    return render(request, "upkeep/waiver_new.html", {"form": form}, status=status)


@require_POST
def waiver_decide(request: Request, pk: int) -> HttpResponse:
    """Grant or deny."""
    found = get_object_or_404(
        Waiver.objects.visible_to(request.actor).select_related("template__unit"), pk=pk
    )
    words = plain.line(request.POST.get("words", ""))
    outcome = request.POST.get("outcome", "")
    actions.decide_waiver(found, outcome, words, by=request.actor)
    toast.tell(request, _("已审批，申请人会收到通知。"))
    return redirect("upkeep:online")
