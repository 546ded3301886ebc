"""/flows/-/running: what runs, and stepping in by the rules and dialogs of the matter itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from andu.kit.asking import asked
from andu.kit.request import Request
from andu.upkeep.queries import listing, monitoring
from andu.upkeep.queries.monitoring import AGES, KINDS, Wanted
from andu.upkeep.realm import keeps
from andu.workflow import rules, store
from andu.workflow.desk import desk_of
from andu.workflow.models import Matter
from andu.workflow.operating import Entry, menu_of

# The acts of 更多 that step in; what only concerns oneself is not among them.
STEPPING_IN = {"urge", "deadline", "reassign", "jump", "suspend", "resume", "void", "confirm",
               "decline", "unpropose"}  # fmt: skip


@require_safe
def running(request: Request) -> HttpResponse:
    """What runs, is late, stands still, came back or is suspended; narrowed by flow, department,
    step and age."""
    actor, wanted = request.actor, asked(Wanted, request.GET)
    counts = monitoring.figures(actor, wanted)
    context = {
        "asked": wanted, "page": monitoring.watched(actor, wanted, request.GET.get("after", "")),
        "kinds": [(kind, counts[kind], wanted.address(kind=kind)) for kind in KINDS],
        "flows": monitoring.flows_of(actor), "owners": listing.owners_of(actor), "ages": AGES,
        "keeps": keeps(actor), "after": request.GET.get("after", ""),
    }  # fmt: skip
    return render(request, "upkeep/running.html", context)


@require_safe
def matter(request: Request, pk: int) -> HttpResponse:
    """One matter: where it stands, and what one may do about it, each with its reason if not."""
    found = get_object_or_404(
        monitoring.monitored(request.actor).select_related("unit", "run"), pk=pk
    )
    (line,) = monitoring.lines_of(request.actor, [found])
    seen = Matter.objects.visible_to(request.actor).filter(pk=pk).exists()
    context: dict[str, Any] = {"line": line, "matter": found, "seen": seen}
    if seen:
        desk = desk_of(store.load(found.pk), request.actor)
        context |= {"desk": desk, "menu": _menu(desk, request), "came_from": ""}
        context["administers"] = rules.administers(request.actor, found)
    return render(request, "upkeep/matter.html", context)


def _menu(desk: Any, request: Request) -> list[Entry]:
    return [one for one in menu_of(desk, request.actor) if one.operation.code in STEPPING_IN]
