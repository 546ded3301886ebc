"""工作台: what must be done today."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.ui.context import Shell


@require_GET
def desk(request: Request) -> HttpResponse:
    """The home page; an administrator's home is the first page of 管理."""
    actor = request.actor
    if actor.member_id is None:
        pages = Shell(request).administration
        return redirect(pages[0].url if pages else "/me")
    soon, later = queries.today(actor)
    context = {
        "greeting": queries.greeting(actor.name),
        "today": queries.today_in_words(),
        "figures": queries.figures(actor),
        "soon": soon,
        "later": later,
        "reading": queries.listed(actor, "reading", size=5).rows,
        "mine": queries.listed(actor, "mine", size=6).rows,
    }
    return render(request, "portal/desk.html", context)
