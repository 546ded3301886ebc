"""One operation of 更多: its dialog, its page without scripts, and doing it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from andu.kit.once import answered_once
from andu.kit.request import Request
from andu.kit.verdict import Refused, require
from andu.todo.beside import beside
from andu.todo.queries import Neighbours
from andu.ui import toast
from andu.workflow import store
from andu.workflow.desk import desk_of
from andu.workflow.models import Matter
from andu.workflow.operating import Asked, Operation, operation_of


def operate(code: str) -> Any:
    """The page of the operation with this code; None when there is none."""
    operation = operation_of(code)
    return partial(_operate, operation=operation) if operation else None


@require_http_methods(["GET", "HEAD", "POST"])
def _operate(request: Request, matter: Matter, *, operation: Operation) -> HttpResponseBase:
    desk = desk_of(store.load(matter.pk), request.actor)
    asked = Asked(desk=desk, by=request.actor, posted=request.POST, files=request.FILES)
    place = beside(request.actor, matter.pk, _came_from(request))
    if request.method == "POST":
        return answered_once(request, lambda _again: _done(request, asked, operation, place))
    verdict = operation.verdict(desk, request.actor)
    if verdict is None:
        raise Http404
    if not operation.template:
        return redirect(matter.get_absolute_url())
    require(verdict)
    return _asked(request, asked, operation)


def _came_from(request: Request) -> str:
    return request.POST.get("list") or request.GET.get("from", "")


def _done(request: Request, asked: Asked, operation: Operation, place: Neighbours) -> HttpResponse:
    try:
        with transaction.atomic():
            done = operation.act(asked)
    except Refused as error:
        if not operation.template:
            raise
        return _asked(request, asked, operation, str(error.verdict.reason))
    toast.tell(request, done.text, undo=done.undo)
    here = asked.matter.get_absolute_url()
    link = done.link or (place.nearest or place.back if done.is_onward else here)
    return HttpResponse(headers={"HX-Redirect": link}) if request.htmx else redirect(link)


def _asked(request: Request, asked: Asked, operation: Operation, refusal: str = "") -> HttpResponse:
    """The dialog, or without scripts the page, with what was typed before."""
    context = {
        "operation": operation, "desk": asked.desk, "matter": asked.matter, "refusal": refusal,
        "typed": asked.posted, "came_from": _came_from(request), **operation.about(asked),
    }  # fmt: skip
    template = "workflow/_operation.html" if request.htmx else "workflow/operation.html"
    return render(request, template, context, status=422 if refusal else 200)
