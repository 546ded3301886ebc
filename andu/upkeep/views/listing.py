"""/flows: the flows by owning department."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from andu.kit.request import Request
from andu.upkeep.queries import listing
from andu.upkeep.queries.asking import asked
from andu.upkeep.queries.listing import Wanted
from andu.upkeep.realm import keeps


@require_safe
def flows(request: Request) -> HttpResponse:
    """Every flow one looks after; `q`, `unit` and `state` narrow them."""
    actor, wanted = request.actor, asked(Wanted, request.GET)
    context = {
        "asked": wanted, "page": listing.listed(actor, wanted, request.GET.get("after", "")),
        "owners": listing.owners_of(actor), "keeps": keeps(actor),
    }  # fmt: skip
    return render(request, "upkeep/flows.html", context)
