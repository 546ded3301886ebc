"""The options from which the initiator picks who handles a later step."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from andu.approvals.choosing import Choice, choices_of, picked, read_choices
from andu.approvals.eligible import options_for
from andu.approvals.foreseeing import asking_for
from andu.approvals.handling import opened
from andu.approvals.models import Template, TemplateVersion
from andu.approvals.passing_on import asking_now
from andu.kit import plain
from andu.kit.request import Request
from andu.organisation import queries as organisations
from andu.workflow.compiled import definition_of
from andu.workflow.deciding import asking_of
from andu.workflow.directory import Asking
from andu.workflow.models import Matter
from andu.workflow.saying import Deed


@require_safe
def choosable(request: Request, key: str) -> HttpResponse:
    """While a new request is written: people for ?step=, by words, beside what else is picked."""
    template = get_object_or_404(Template.objects.visible_to(request.actor), key=key)
    version = template.current
    if version is None or request.actor.member_id is None:
        raise Http404
    choices = picked(read_choices(version, request.GET, by=request.actor, strict=False))
    return _answer(request, version, asking_for(version, {}, choices, request.actor))


@require_safe
def choosable_again(request: Request, matter: Matter) -> HttpResponse:
    """The same while the initiator has the matter back, and for who is next by its handler."""
    handling = opened(matter, request.actor)
    version, offered = handling.request.version, handling.to_pick
    if handling.desk.is_draft:
        choices = picked(read_choices(version, request.GET, by=request.actor, strict=False))
        return _answer(request, version, asking_of(handling.loaded, Deed(choices=choices)))
    return _answer(request, version, asking_now(handling), offered)


def _answer(
    request: Request, version: TemplateVersion, asking: Asking, offered: list[Choice] | None = None
) -> HttpResponse:
    known = {one.step: one for one in (choices_of(version) if offered is None else offered)}
    choice = known.get(request.GET.get("step", ""))
    if choice is None:
        raise Http404
    found = organisations.people(request.actor, plain.line(request.GET.get("q", ""))[:80])
    below = None if offered is None else request.actor.member_id
    options = options_for(choice, definition_of(version.flow_version_id), asking, found, below)
    return render(request, "ui/_options.html", {"options": options})
