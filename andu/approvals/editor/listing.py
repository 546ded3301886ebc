"""Reads for the template editor."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse

from andu.approvals.models import Request, Template, TemplateDraft, TemplateVersion
from andu.approvals.rights import MANAGE
from andu.kit import keyset
from andu.kit.actor import Actor
from andu.workflow.models import Matter

SIZE = 50
ORDER = ("order", "key", "id")


def managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who may manage templates of at least one unit; others are refused."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.scopes(MANAGE.code):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def manageable(actor: Actor) -> "QuerySet[Template]":
    """The templates the actor may manage."""
    return Template.objects.manageable_by(actor).select_related("unit", "form", "flow")


def listed(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """One page of templates, filtered by words, unit and state; four statements."""
    text, state = asked.get("q", "").replace("\0", "").strip()[:80], asked.get("state", "")
    rows = manageable(actor)
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(key__icontains=text) | Q(category__icontains=text)
            | Q(unit__name__icontains=text)
        )  # fmt: skip
    if state in Template.State.values:
        rows = rows.filter(state=state)
    page = keyset.page(rows, ORDER, asked.get("after", ""), SIZE)
    shown = [each.pk for each in page.items]
    running = _running(shown)
    drafts = set(
        TemplateDraft.objects.filter(template__in=shown).values_list("template_id", flat=True)
    )
    for each in page.items:
        each.running, each.has_draft = running.get(each.pk, 0), each.pk in drafts
    return {"page": page, "text": text, "state": state, "states": Template.State.choices}


def versions_of(template: Template) -> "QuerySet[TemplateVersion]":
    """The versions of a template, newest first, with their figures."""
    found = template.versions.select_related("form_version", "flow_version", "template")
    return found.annotate(started=Count("requests")).order_by("-number")


def _running(templates: list[int]) -> dict[int, int]:
    open_ = Request.objects.filter(
        version__template__in=templates, matter__state=Matter.State.RUNNING
    )
    counted = open_.values_list("version__template").annotate(Count("pk"))
    return dict(counted)
