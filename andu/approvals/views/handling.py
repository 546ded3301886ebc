"""The pages of one request under /w/<id>: handling, preview, paper, diagram, its files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from andu.approvals.handling import Handling, opened
from andu.approvals.opinions import PAPERS, taken
from andu.approvals.phrases import phrases_for
from andu.approvals.picturing import picture_of
from andu.approvals.stamping import stamp_of
from andu.forms import showing
from andu.forms.filling.attachments import file_value
from andu.forms.showing.files import cards, no_link
from andu.kit.passing import in_passing
from andu.kit.request import Request
from andu.todo.beside import beside
from andu.workflow.actions import see
from andu.workflow.models import Matter
from andu.workflow.operating import menu_of, panels_of


@require_GET
def show(request: Request, matter: Matter) -> HttpResponse:
    """The handling page. Opening it is noted with the person's open turn (WF-18)."""
    handling = opened(matter, request.actor)
    _note_opening(handling)
    return shown(request, handling)


@require_GET
def preview(request: Request, matter: Matter) -> HttpResponse:
    """The same in the pane beside the list, with the decisions under it."""
    handling = opened(matter, request.actor)
    _note_opening(handling)
    return render(request, "approvals/_preview.html", context_of(request, handling))


@require_GET
def print_(request: Request, matter: Matter) -> HttpResponse:
    """The form on paper, with opinions, names, dates and times (WF-37)."""
    handling = opened(matter, request.actor)
    definition = handling.request.version.form_version.definition
    facts = showing.readable(definition, handling.access, handling.values)
    done = [line for line in handling.lines(on_paper=True) if line.at is not None]
    context = {"handling": handling, "matter": handling.matter, "facts": facts, "lines": done}
    return render(request, "approvals/print.html", context | {"stamp": stamp_of(matter)})


@require_GET
def diagram(request: Request, matter: Matter) -> HttpResponse:
    """The flow as a drawing, with where it stands (WF-03)."""
    handling = opened(matter, request.actor)
    lines = handling.lines()
    drawn = picture_of(handling.request.version, handling.loaded, lines)
    context = {"handling": handling, "matter": handling.matter, "lines": lines, "picture": drawn}
    return render(request, "approvals/diagram.html", context)


@require_GET
def track(request: Request, matter: Matter) -> HttpResponse:
    """How far a matter is, for whoever oversees people at it: where it stands, with whom, since
    when, what comes next (WF-03); no opinions, changes or papers."""
    handling = opened(matter, request.actor)
    lines = handling.bare_lines()
    drawn = picture_of(handling.request.version, handling.loaded, lines)
    context = {"matter": handling.matter, "handling": handling, "lines": lines, "picture": drawn,
               "back": reverse("portal:unit")}  # fmt: skip
    return render(request, "approvals/track.html", context)


@require_POST
def enclose(request: Request, _matter: Matter) -> HttpResponse:
    """Stage one paper for an opinion and answer its line; it is kept when the opinion is sent."""
    file = taken(request)
    context = {"card": cards([file_value(file)], no_link)[0], "name": PAPERS}
    return render(request, "forms/_staged.html", context)


def _note_opening(handling: Handling) -> None:
    """The first opening is noted; later ones write nothing."""
    if handling.desk.is_news:
        with in_passing():
            see(handling.matter, by=handling.actor)


def shown(request: Request, handling: Handling, status: int = 200) -> HttpResponse:
    """The handling page as it stands."""
    return render(request, "approvals/show.html", context_of(request, handling), status=status)


def context_of(request: Request, handling: Handling) -> dict[str, Any]:
    """What the page and the preview show."""
    desk, origin = handling.desk, came_from(request)
    return {
        "handling": handling, "matter": handling.matter, "desk": desk,
        "facts": handling.facts(), "sheet": handling.sheet(), "lines": handling.lines(),
        "matrices": handling.matrices(), "came_from": origin,
        "beside": beside(request.actor, handling.matter.pk, origin),
        "phrases": phrases_for(request.actor) if desk.is_mine else [],
        "menu": menu_of(desk, request.actor), "panels": panels_of(desk, request.actor),
        "stamp": stamp_of(handling.matter),
    }  # fmt: skip


def came_from(request: Request) -> str:
    """The list the person came from, as its token (`andu.todo.beside`); "" for none."""
    return str(request.GET.get("from", "") or request.POST.get("list", ""))
