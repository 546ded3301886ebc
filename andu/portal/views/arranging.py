"""调整工作台: one's own, or that of everybody in a role."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from andu.kit.opening import needs
from andu.kit.request import Request
from andu.organisation import queries as organisations
from andu.portal import actions, queries
from andu.portal.placing import DOWN, UP, Placed, beside
from andu.portal.rights import ARRANGE
from andu.ui import toast
from andu.ui.blocks import CLERK, MAIN, ROLES, SIDE


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: Request) -> HttpResponse:
    """One's own desk; each button is one change, so that it works without scripts."""
    actor = request.actor
    if actor.member_id is None:
        raise Http404
    role = queries.role_of(actor)
    if request.method == "POST":
        move, _sep, code = request.POST.get("do", "").partition(":")
        if move == "reset":
            actions.reset_own(by=actor)
            toast.tell(request, _("工作台已恢复默认。"))
        else:
            actions.arrange_own(role, code, move, by=actor)
        return redirect(_back(reverse("portal:arrange"), code))
    places, is_own = queries.arrangement.for_person(actor, role)
    context = {"columns": _columns(places), "is_own": is_own}
    return render(request, "portal/arrange.html", context)


@needs(ARRANGE.code)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange_role(request: Request) -> HttpResponse:
    """The desk of people in a role (`role`) of the organisation being looked after."""
    organisation = organisations.chosen(request)
    role = request.GET.get("role", CLERK)
    if organisation is None or role not in ROLES:
        raise Http404
    here = f"{reverse('portal:arrange_role')}?role={role}"
    if request.method == "POST":
        move, _sep, code = request.POST.get("do", "").partition(":")
        if move == "reset":
            actions.reset_role(organisation, role, by=request.actor)
            toast.tell(request, _("已恢复默认。"))
        else:
            actions.arrange_role(organisation, role, code, move, by=request.actor)
        return redirect(_back(here, code))
    places, is_own = queries.arrangement.for_role(organisation.pk, role)
    context = {
        "columns": _columns(places), "is_own": is_own, "roles": ROLES.items(), "role": role,
        "organisation": organisation, "url": reverse("portal:arrange_role"),
        "organisations": organisations.administered(request.actor),
    }  # fmt: skip
    return render(request, "portal/arrange_role.html", context)


def _columns(places: list[Placed]) -> list[tuple[Any, list[dict[str, Any]]]]:
    labels = {MAIN: _("中间一栏"), SIDE: _("右边一栏")}
    return [
        (label, [_line(places, place) for place in places if place.block.column == column])
        for column, label in labels.items()
    ]


def _line(places: list[Placed], place: Placed) -> dict[str, Any]:
    code = place.block.code
    return {
        "block": place.block, "is_shown": place.is_shown,
        "up": beside(places, code, UP) is not None, "down": beside(places, code, DOWN) is not None,
    }  # fmt: skip


def _back(url: str, code: str) -> str:
    return f"{url}#block-{code}" if code else url
