"""工作台: what must be done today."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.portal import queries
from andu.ui.blocks import MAIN, SIDE, Block, Context
from andu.ui.context import Shell


@dataclass(frozen=True)
class Panel:
    """A block with what it says today."""

    block: Block
    it: Context


@require_GET
def desk(request: Request) -> HttpResponse:
    """The home page; an administrator's home is the first page of 管理."""
    actor = request.actor
    if actor.member_id is None:
        pages = Shell(request).administration
        return redirect(pages[0].url if pages else "/me")
    role = queries.role_of(actor)
    panels = _panels(request, role)
    context = {
        "greeting": queries.greeting(actor.name),
        "today": queries.today_in_words(),
        "figures": queries.figures(actor),
        "role": role,
        "main": [panel for panel in panels if panel.block.column == MAIN],
        "side": [panel for panel in panels if panel.block.column == SIDE],
    }
    return render(request, "portal/desk.html", context)


def _panels(request: Request, role: str) -> list[Panel]:
    """The blocks that are shown and have something to say, in order."""
    places, _is_own = queries.arrangement.for_person(request.actor, role)
    shown = [place.block for place in places if place.is_shown]
    said = [(block, block.context(request)) for block in shown]
    return [Panel(block, it) for block, it in said if it is not None]
