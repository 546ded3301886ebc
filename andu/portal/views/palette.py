"""The command palette: / or Ctrl K on every page. Without scripts the box leads to /search."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal.palette import LONGEST, found, offered, own


@require_GET
def palette(request: Request) -> HttpResponse:
    """The dialog with what is always there; with `q` only what the search finds."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    if not request.htmx:
        return redirect(f"/search?{urlencode({'q': text})}")
    if "q" in request.GET:
        context = {"groups": found(request.actor, text), "q": text}
        return render(request, "portal/_found.html", context)
    context = {"own": own(request.GET.getlist("command")), "groups": offered(request)}
    return render(request, "portal/_palette.html", context)
