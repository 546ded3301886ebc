"""Uploads piece by piece, for scripts and machines: begin, how far, a piece, give up. The room that
asked for the file finishes it (`files.arriving.finish`)."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from andu.files import arriving
from andu.files.models import Upload
from andu.kit.request import Request, announced

LARGEST = 2**53


@require_POST
def begin(request: Request) -> HttpResponse:
    """Announce a file by `name` and `size`; answers its token, how far it is, the piece's size."""
    size = request.POST.get("size", "")
    if not (size.isascii() and size.isdigit() and len(size) < 19 and int(size) < LARGEST):
        raise BadRequest("size is a whole number of bytes")
    name, likeness = request.POST.get("name", ""), request.POST.get("likeness", "")
    upload = arriving.begin(name, int(size), likeness, by=request.actor)
    return _stand(upload, status=201)


@require_http_methods(["GET", "PUT", "DELETE"])
def upload(request: Request, token: str) -> HttpResponse:
    """GET: how far. PUT with `offset`: the body is the piece. DELETE: give up."""
    found = get_object_or_404(Upload.objects.visible_to(request.actor), token=token)
    if request.method == "DELETE":
        arriving.drop(found, by=request.actor)
        return HttpResponse(status=204)
    if request.method == "PUT":
        found = arriving.add(found, _offset(request), _piece(request), by=request.actor)
    return _stand(found)


def _offset(request: Request) -> int:
    text = request.GET.get("offset", "")
    if not (text.isascii() and text.isdigit()) or len(text) > 16:
        raise BadRequest("offset is a whole number of bytes")
    return int(text)


def _piece(request: Request) -> bytes:
    if announced(request) > arriving.PIECE:
        raise BadRequest("a piece is at most 4 MiB")
    piece: bytes = request.read(arriving.PIECE + 1)
    if len(piece) > arriving.PIECE:
        raise BadRequest("a piece is at most 4 MiB")
    return piece


def _stand(upload: Upload, status: int = 200) -> HttpResponse:
    there = arriving.received(upload)
    said = {"token": upload.token, "received": there, "size": upload.size}
    return JsonResponse(said | {"piece": arriving.PIECE}, status=status)
