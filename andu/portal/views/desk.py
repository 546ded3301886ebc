"""工作台: what must be done today."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.todo.models import Todo
from andu.ui.context import Shell
from andu.workflow.models import Participant


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
        "reading": queries.waiting(actor, Todo.Kind.READ, size=5).rows,
        "mine": queries.took_part(actor, Participant.Capacity.INITIATOR, size=6).rows,
    }
    return render(request, "portal/desk.html", context)
