"""/w/<id>: the one address of a matter, handed on to the room that owns its subject."""

from django.http import Http404, HttpResponseBase

from andu.kit.once import own_key
from andu.kit.request import Request
from andu.portal.queries import tracked_matter, visible_matter
from andu.workflow.kinds import TRACK, page_of


@own_key
def matter(request: Request, pk: int) -> HttpResponseBase:
    """The handling page."""
    return _page(request, pk, "")


@own_key
def part(request: Request, pk: int, part: str, number: int | None = None) -> HttpResponseBase:
    """Another page of the same matter: act, preview, print, diagram, file …"""
    return _page(request, pk, part, number)


def _page(request: Request, pk: int, part: str, number: int | None = None) -> HttpResponseBase:
    find = tracked_matter if part == TRACK else visible_matter
    found = find(request.actor, pk)
    if found is None:
        raise Http404
    page = page_of(found.kind, part)
    if page is None:
        raise Http404
    return page(request, found) if number is None else page(request, found, number)
