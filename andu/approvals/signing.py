"""The signature of each who acted in a request, as it was when they acted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import Http404
from django.http.response import HttpResponseBase

from andu.files import renditions
from andu.files.models import File
from andu.files.responding import respond
from andu.policy.reading import value
from andu.stationery.models import Signature
from andu.stationery.policy import EVERYWHERE, NOWHERE, SIGNATURE_SHOWN
from andu.stationery.signatures import signatures_at
from andu.workflow.models import Enclosure, History, Matter
from andu.workflow.trace import Line

PNG = b"\x89PNG"
HAND = 900  # pixels of handwriting on paper


def is_shown(matter: Matter, *, on_paper: bool = False) -> bool:
    """Whether the organisation shows signatures in the trace, or `on_paper`."""
    where = value(SIGNATURE_SHOWN, organisation=matter.organisation_id)
    return bool(where == EVERYWHERE or (on_paper and where != NOWHERE))


def signed(lines: Sequence[Line], matter: Matter, *, on_paper: bool = False) -> list[Line]:
    """The lines with the number of the signature of each; one statement."""
    if not is_shown(matter, on_paper=on_paper):
        return list(lines)
    found = signatures_at((line.member, line.at) for line in lines)
    numbers = {moment: one.pk for moment, one in found.items()}
    return [replace(line, signature=numbers.get((line.member, line.at), 0)) for line in lines]


def shown_signature(matter: Matter, number: int) -> HttpResponseBase:
    """The picture of a signature that stands on this matter, to who may see the matter."""
    found = Signature.objects.filter(pk=number).select_related("file").first()
    if found is None or not is_shown(matter, on_paper=True):
        raise Http404
    acted = History.objects.filter(
        run__matter=matter, member_id=found.member_id, at__gte=found.since
    )
    if found.until:
        acted = acted.filter(at__lt=found.until)
    if not acted.exists():
        raise Http404
    response = respond(found.file, inline=True)
    response["Cache-Control"] = "private, max-age=86400"
    return response


def pictures_of(lines: Sequence[Line]) -> dict[str, bytes]:
    """The pictures the paper shows, by file name (signature-7.png, hand-9.jpg): one that cannot be
    read is left out, and the name in words stands there."""
    numbers = {line.signature for line in lines if line.signature}
    rows = Signature.objects.filter(pk__in=numbers).select_related("file") if numbers else ()
    found = {f"signature-{row.pk}": _bytes(row.file) for row in rows}
    for one in (one for line in lines for one in line.files):
        if one.kind == Enclosure.Kind.HANDWRITING:
            found[f"hand-{one.file_id}"] = _drawn(one.file)
    return {_named(name, content): content for name, content in found.items() if content}


def _named(name: str, content: bytes) -> str:
    """With the ending by which the typesetter knows what it is."""
    return f"{name}.{'png' if content.startswith(PNG) else 'jpg'}"


def picture_named(stem: str, pictures: Mapping[str, bytes]) -> str:
    """The file name of a picture by its stem; nothing when it is not there."""
    return next((name for name in pictures if name.rpartition(".")[0] == stem), "")


def _bytes(file: File) -> bytes:
    try:
        with file.open() as content:
            return bytes(content.read())
    except FileNotFoundError:
        return b""


def _drawn(file: File) -> bytes:
    try:
        with renditions.picture_of(file, HAND) as content:
            return bytes(content.read())
    except (renditions.Unshowable, FileNotFoundError):
        return b""
