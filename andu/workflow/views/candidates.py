"""The options from which somebody is picked who may get a turn."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from andu.kit import plain
from andu.kit.request import Request
from andu.organisation.queries import with_places
from andu.workflow import rules, store
from andu.workflow.desk import Desk, desk_of
from andu.workflow.models import Matter
from andu.workflow.transferring import assignable_to, transferable_to

PICKED = 12


@require_safe
def candidates(request: Request, matter: Matter) -> HttpResponse:
    """People who may get one's own turn (for=transfer) or anybody's (for=reassign), by words."""
    desk = desk_of(store.load(matter.pk), request.actor)
    found = _people(desk, request).matching(plain.line(request.GET.get("q", ""))[:80])
    rows = with_places(found).order_by("order", "pinyin", "id")[:PICKED]
    return render(request, "ui/_options.html", {"options": [_option(who) for who in rows]})


def _people(desk: Desk, request: Request) -> Any:
    seats = desk.loaded.seats
    if request.GET.get("for") == "transfer" and desk.seat:
        return transferable_to(desk.loaded, desk.seat)
    if not rules.administers(request.actor, desk.loaded.matter) or not seats:
        raise Http404
    return assignable_to(desk.loaded, max(seats))


def _option(who: Any) -> dict[str, Any]:
    place = who.places[0] if who.places else None
    said = f"{place.unit.name} {place.post.name if place.post else ''}" if place else ""
    return {"value": who.pk, "label": who.name, "said": said.strip()}
