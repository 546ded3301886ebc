"""/upkeep: the flows by owning department, and the requests about flows of the house."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from andu.approvals.rights import MANAGE
from andu.kit.asking import asked
from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.ui import toast
from andu.upkeep import actions, starting
from andu.upkeep.forms import StartersForm
from andu.upkeep.queries import listing, wishing
from andu.upkeep.queries.listing import Wanted
from andu.upkeep.realm import keeps


@require_safe
def flows(request: Request) -> HttpResponse:
    """Every flow one looks after; `q`, `unit` and `state` narrow them."""
    actor, wanted = request.actor, asked(Wanted, request.GET)
    context = {
        "asked": wanted, "page": listing.listed(actor, wanted, request.GET.get("after", "")),
        "owners": listing.owners_of(actor), "keeps": keeps(actor),
        "wishes": wishing.wishes(actor), "missing": starting.addable_by(actor),
    }  # fmt: skip
    return render(request, "upkeep/flows.html", context)


@needs(MANAGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def starters(request: Request) -> HttpResponse:
    """Add the requests about flows that come with the house, owned by a department."""
    form = StartersForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_starters(form.cleaned_data["unit"], by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            names = "、".join(each.name for each in made)
            toast.tell(request, _("已添加并发布：{names}。").format(names=names))
            return redirect("upkeep:flows")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "missing": starting.addable_by(request.actor)}
    return render(request, "upkeep/starters.html", context, status=status)
