"""The options from which somebody is picked who may get a turn."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from andu.kit import plain
from andu.kit.request import Request
from andu.kit.verdict import Verdict, yes
from andu.organisation.queries import with_places
from andu.workflow import rules, store
from andu.workflow.desk import Desk, desk_of
from andu.workflow.levels import Line, lines_for, next_or_over
from andu.workflow.models import Matter
from andu.workflow.offering import offered
from andu.workflow.rules_adding import may_be_added
from andu.workflow.transferring import addable_at, assignable_to, transferable_to

NOTED = {"leap": _("越级，须写理由")}


@require_safe
def candidates(request: Request, matter: Matter) -> HttpResponse:
    """People who may get one's own turn (for=transfer), sign or help in it (for=add), or get
    anybody's (for=reassign), by words. Whom the reporting line keeps out stands below, with the
    reason (WF-11); who may be chosen only over somebody's head, with a note (WF-12)."""
    desk = desk_of(store.load(matter.pk), request.actor)
    found = _people(desk, request).matching(plain.line(request.GET.get("q", ""))[:80])
    lines, is_added = _lines(desk, request), request.GET.get("for") == "add"
    rule = may_be_added if is_added else next_or_over

    def verdict(who: Any) -> Verdict:
        return rule(desk.loaded, desk.seat, lines, who) if lines else yes

    first = [line[0].pk for _who, line in lines]
    noted = NOTED if is_added or _may_add(desk) else {}
    options = offered(with_places(found), first, verdict, noted)
    return render(request, "ui/_options.html", {"options": options})


def _people(desk: Desk, request: Request) -> Any:
    seats = desk.loaded.seats
    if request.GET.get("for") == "transfer" and desk.seat:
        return transferable_to(desk.loaded, desk.seat)
    if request.GET.get("for") == "add" and desk.seat:
        return addable_at(desk.loaded, desk.seat)
    if rules.administers(request.actor, desk.loaded.matter) and seats:
        return assignable_to(desk.loaded, max(seats))
    told = rules.told_of(request.actor, desk.loaded)
    if not told:
        raise Http404
    return assignable_to(desk.loaded, min(told))


def _may_add(desk: Desk) -> bool:
    """Whether signers may be added here: else nobody can be passed over."""
    return desk.step is not None and desk.step.may_add


def _lines(desk: Desk, request: Request) -> list[Line]:
    if request.GET.get("for") not in ("transfer", "add") or not desk.seat:
        return []
    return lines_for(desk.loaded, desk.seat)
