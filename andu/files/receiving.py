"""One file sent by itself, before the form it belongs to."""

from django.core.exceptions import BadRequest
from django.http import Http404

from andu.files import arriving, storing
from andu.files.models import File, Upload
from andu.kit.request import Request


def taken(request: Request, name: str) -> File:
    """The file in the post, or the one that came piece by piece and is named there by its token;
    staged for this person. Http404 for a token that is not theirs."""
    if name in request.FILES:
        return storing.store(request.FILES[name], by=request.actor)
    if not request.POST.get(name):
        raise BadRequest("one file")
    arrived = Upload.objects.visible_to(request.actor).filter(token=request.POST[name]).first()
    if arrived is None:
        raise Http404
    return arriving.finish(arrived, by=request.actor)
