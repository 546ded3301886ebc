"""The options from which a related matter is picked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from andu.kit import plain
from andu.kit.request import Request
from andu.workflow.models import Matter
from andu.workflow.related import offered


@require_safe
def others(request: Request, matter: Matter) -> HttpResponse:
    """Matters the person sees whose title or number has the words ?q=."""
    options = offered(request.actor, plain.line(request.GET.get("q", "")), matter.pk)
    return render(request, "ui/_options.html", {"options": options, "icon_name": "file-text"})
