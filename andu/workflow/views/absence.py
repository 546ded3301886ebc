"""委托代办: one's own delegations, and those an administrator sets for others."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast
from andu.workflow import actions, queries
from andu.workflow.forms import DelegationForm, DelegationForOthersForm
from andu.workflow.rights import ADMINISTER

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def delegations(request: Request) -> HttpResponse:
    """My delegations and those given to me; a form for a new one."""
    if request.actor.member_id is None:
        raise PermissionDenied
    form = DelegationForm(request.POST or None, organisation=request.member.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.delegate(form.absence(request.member), by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toast.tell(request, _said(made))
            return redirect("workflow:delegations")
    rows = list(queries.delegations_of(request.actor))
    mine = [each for each in rows if each.absent_id == request.actor.member_id]
    context: dict[str, Any] = {
        "form": form, "standing": [each for each in mine if each.is_standing][::-1],
        "received": [e for e in rows if e.is_standing and e.absent_id != request.actor.member_id],
        "past": [each for each in rows if not each.is_standing][:20],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "workflow/delegations.html", context, status=status)


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """End a delegation now."""
    found = get_object_or_404(queries.delegations_to_revoke(request.actor), pk=pk)
    actions.revoke_delegation(found, by=request.actor)
    mine = request.actor.member_id in (found.absent_id, found.delegate_id)
    toast.tell(request, _("已收回，新到的事项不再转给{name}。").format(name=found.delegate.name))
    return redirect("workflow:delegations" if mine else "workflow:delegations_of_all")


@needs(ADMINISTER.code)
@BOTH
def administration(request: Request) -> HttpResponse:
    """Standing delegations of the organisation; a new one for somebody who cannot set it."""
    body = queries.organisation_of(request.actor)
    if body is None:
        raise PermissionDenied
    form = DelegationForOthersForm(request.POST or None, organisation=body)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = form.absence(said["absent"])
            made = actions.delegate(asked, by=request.actor, basis=said["basis"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            toast.tell(request, _said(made))
            return redirect("workflow:delegations_of_all")
    context = {"form": form, "rows": queries.delegations_administered(request.actor)}
    status = 422 if form.errors else 200
    return render(request, "workflow/delegations_of_all.html", context, status=status)


def _said(made: Any) -> str:
    words = {"name": made.delegate.name, "period": made.period}
    if made.is_in_force:
        return _("已委托{name}代办（{period}），新到的事项现在起交给他。").format(**words)
    return _("已委托{name}代办（{period}），到时自动生效。").format(**words)
