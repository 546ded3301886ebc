"""A matter to take away: on paper, and all its files."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from andu.approvals import actions
from andu.approvals.api import finding
from andu.approvals.attachments import Papers
from andu.approvals.handling import opened
from andu.approvals.printing.papers import pdf_of
from andu.files.zipping import respond_zip
from andu.kit.request import Request

router = Router(tags=[_("事项")])
BYTES = {"schema": {"type": "string", "format": "binary"}}


def _gives(kind: str, said: str) -> dict[str, Any]:
    return {"responses": {"200": {"description": said, "content": {kind: BYTES}}}}


@router.get(
    "/matters/{number}/paper", summary=_("打印：PDF/A，带核验码"),
    openapi_extra=_gives("application/pdf", _("打印件")),
)  # fmt: skip
def paper(request: Request, number: int) -> HttpResponse:
    """As the page prints it; that it was printed is recorded, the same state has the same code."""
    asked = finding.found(request, number)
    printout = actions.print_out(asked, by=request.actor)
    handling = opened(asked.matter, request.actor)  # afterwards: no later act goes unseen
    door = request.build_absolute_uri(reverse("approvals:verify_code", args=[printout.spoken]))
    name = f"{handling.matter.serial or handling.matter.pk}.pdf"
    response = HttpResponse(pdf_of(handling, printout, door), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.get(
    "/matters/{number}/archive", summary=_("全部附件，一个 ZIP 包"),
    openapi_extra=_gives("application/zip", _("压缩包")),
)  # fmt: skip
def archive(request: Request, number: int, versions: bool = False) -> HttpResponseBase:
    """Those of fields this person may see and of opinions; `versions` adds the older ones."""
    handling = opened(finding.found(request, number).matter, request.actor)
    entries = [
        (one.place, file) for one in Papers(handling).all
        for file in (one.versions if versions else [one.file])
    ]  # fmt: skip
    name = f"{handling.matter.serial} {handling.matter.title}".strip()
    response = respond_zip(entries, name, request.actor.organisation_id)
    said = repr([(place, file.name, file.sm3) for place, file in entries]).encode()
    response["ETag"] = f'"{hashlib.sha256(said).hexdigest()}"'
    response["Cache-Control"] = "private, no-cache"
    return response
