"""/flows/<key>: one flow, its written rule and what its versions came from."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.approvals.models import Template
from andu.approvals.rights import MANAGE
from andu.files import storing
from andu.files.responding import respond
from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Refused, require
from andu.ui import toast
from andu.upkeep import actions, rules, rules_online
from andu.upkeep.actions import Regulation
from andu.upkeep.forms import BasisForm, RuleForm
from andu.upkeep.models import WrittenRule
from andu.upkeep.queries import defining
from andu.upkeep.queries.listing import kept_by
from andu.workflow.models import Matter


def _template(request: Request, key: str) -> Template:
    return get_object_or_404(kept_by(request.actor), key=key)


@require_safe
def flow(request: Request, key: str) -> HttpResponse:
    """Picture, findings, versions and written rule; `version` shows another one."""
    template = _template(request, key)
    number = plain.number(request.GET.get("version", ""))
    shown = defining.defined(template, number)
    if number and shown is None:
        raise Http404
    rule, earlier = defining.written_of(template)
    context = {
        "template": template, "shown": shown, "rule": rule, "earlier": earlier,
        "versions": defining.versions_of(template, request.actor),
        "may": rules.may_decide(request.actor, template.unit),
        "reported": template.reports.open().count(), **_beside(request, template),
    }  # fmt: skip
    return render(request, "upkeep/flow.html", context)


def _beside(request: Request, template: Template) -> dict[str, Any]:
    """Whether the flow is fixed online, what may be done about that, and who may edit it."""
    fixing, by = template.fixings.standing().first(), request.actor
    return {
        "fixing": fixing, "may_fix": rules_online.may_fix(by, template),
        "may_lift": rules_online.may_lift(by, template, fixing),
        "edits": by.holds(MANAGE.code, within=template.unit.path),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, key: str) -> HttpResponse:
    """Write down which regulation the flow follows from a day on."""
    template = _template(request, key)
    require(rules.may_decide(request.actor, template.unit))
    form = RuleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_rule(template, _said(form.cleaned_data, request), by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("已登记，以前的制度仍可查看。"))
            return redirect("upkeep:flow", template.key)
    status = 422 if request.method == "POST" else 200
    context = {"template": template, "form": form}
    return render(request, "upkeep/rule.html", context, status=status)


@require_safe
def rule_file(request: Request, key: str, number: int) -> HttpResponseBase:
    """The file of a written rule, for everybody of the organisation."""
    found = get_object_or_404(
        WrittenRule.objects.visible_to(request.actor).select_related("file"),
        template__key=key, number=number, file__isnull=False,
    )  # fmt: skip
    assert found.file is not None  # asked for above
    return respond(found.file, inline=True, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
def basis(request: Request, key: str, number: int) -> HttpResponse:
    """Say what a version came from."""
    template = _template(request, key)
    version = get_object_or_404(template.versions.select_related("template__unit"), number=number)
    require(rules.may_decide(request.actor, template.unit))
    form = BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            matter = _matter(request, said["serial"])
            actions.ground(version, said["words"], matter, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            toast.tell(request, _("依据已写明。"))
            return redirect("upkeep:flow", template.key)
    status = 422 if request.method == "POST" else 200
    context = {"template": template, "version": version, "form": form}
    return render(request, "upkeep/basis.html", context, status=status)


def _said(said: dict[str, Any], request: Request) -> Regulation:
    """The regulation as sent; its file is checked and stored first."""
    file = storing.store(said["file"], by=request.actor) if said["file"] else None
    texts = {key: plain.line(said[key]) for key in ("name", "document_number", "link", "basis")}
    return Regulation(**texts, valid_from=said["valid_from"], file=file)


def _matter(request: Request, serial: str) -> Matter | None:
    """The matter with this number that the person may see; refused when there is none."""
    if not serial:
        return None
    seen = Matter.objects.visible_to(request.actor)
    found = seen.filter(organisation=request.actor.organisation_id, serial=serial).first()
    require(rules.may_name(found))
    return found
