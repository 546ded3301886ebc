"""On paper: one request as PDF, several at once, and checking what somebody holds in hand."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from andu.approvals import actions, rules
from andu.approvals.downloads import PAPERS
from andu.approvals.handling import opened
from andu.approvals.models import Request as Approval
from andu.approvals.policy import VERIFY_OPEN
from andu.approvals.printing.codes import read_code
from andu.approvals.printing.papers import pdf_of
from andu.approvals.printing.verifying import checked
from andu.approvals.signing import shown_signature
from andu.downloads.delivering import Wish, deliver
from andu.kit import plain
from andu.kit.once import own_key
from andu.kit.opening import open_to_all
from andu.kit.request import Request
from andu.kit.verdict import require
from andu.policy.reading import value
from andu.workflow.models import Matter

AT_ONCE = 5  # so many papers are set within the request


@require_GET
def pdf(request: Request, matter: Matter) -> HttpResponse:
    """The form as PDF/A, with a check code."""
    asked = get_object_or_404(Approval.objects.visible_to(request.actor), matter=matter)
    printout = actions.print_out(asked, by=request.actor)
    handling = opened(matter, request.actor)  # afterwards: no later act goes unseen by the code
    made = pdf_of(handling, printout, f"{_door(request)}{printout.spoken}")
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{matter.serial or matter.pk}.pdf"'
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def signature(_request: Request, matter: Matter, number: int) -> HttpResponseBase:
    """The picture beside a name in the trace."""
    return shown_signature(matter, number)


@own_key  # the papers are made outside the transaction
@require_POST
def prints(request: Request) -> HttpResponseBase:
    """The chosen matters as one PDF; a large pile is made by a job."""
    asked = [plain.number(pk) for pk in request.POST.getlist("matter")]
    seen = Approval.objects.visible_to(request.actor).filter(matter__in=asked)
    there = set(seen.values_list("matter", flat=True))
    chosen = [pk for pk in dict.fromkeys(asked) if pk in there]
    require(rules.may_print_many(request.actor, len(chosen)))
    name = _("批量打印 {when}（{count} 件）").format(
        when=timezone.localtime().strftime("%m-%d %H%M"), count=len(chosen)
    )
    wish = Wish(PAPERS.code, name, {"matters": chosen, "address": _door(request)})
    return deliver(request, wish, at_once=len(chosen) <= AT_ONCE)


@open_to_all
@require_safe
def verify(request: Request, code: str = "") -> HttpResponse:
    """Whether a paper tells what the system knows: for whoever holds it."""
    typed = code or request.GET.get("code", "")
    if typed and not code:
        return redirect(reverse("approvals:verify_code", args=[read_code(typed) or "-"]))
    if request.account is None and not value(VERIFY_OPEN):
        return redirect(f"{reverse('identity:login')}?next={request.path}")
    found = checked(read_code(code)) if code else None
    context: dict[str, Any] = {"code": code, "found": found, "missing": bool(code) and not found}
    if found:
        seen = (
            Matter.objects.visible_to(request.actor) if request.account else Matter.objects.none()
        )
        context["may_open"] = seen.filter(pk=found.matter.pk).exists()
    status = 404 if context["missing"] else 200
    return render(request, "approvals/verify.html", context, status=status)


def _door(request: Request) -> str:
    return request.build_absolute_uri(reverse("approvals:verify")) + "/"
