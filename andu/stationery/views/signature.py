"""One's signature: drawn or uploaded, the one in use, those used before."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.files.responding import respond
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.policy.reading import value
from andu.stationery import actions, drawing
from andu.stationery.models import Signature
from andu.stationery.policy import NOWHERE, SIGNATURE_SHOWN
from andu.ui import toast

SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: Request) -> HttpResponse:
    """The signature in use, a pad to draw another, a box to upload one."""
    if request.actor.member_id is None:
        raise PermissionDenied
    refusal = ""
    if request.method == "POST":
        try:
            made = drawing.staged(request.FILES.get("picture"), by=request.actor)
            actions.adopt_signature(made, by=request.actor)
        except Refused as refused:
            refusal = str(refused.verdict.reason)
        else:
            toast.tell(request, _("新签名已启用。以前办理的仍显示当时的签名。"))
            return redirect("stationery:signature")
    rows = list(Signature.objects.visible_to(request.actor).order_by("-since", "-id")[:SHOWN])
    shown = value(SIGNATURE_SHOWN, organisation=request.actor.organisation_id)
    context = {
        "now": next((row for row in rows if row.until is None), None),
        "past": [row for row in rows if row.until is not None], "refusal": refusal,
        "is_shown": shown != NOWHERE,
        "where": dict(SIGNATURE_SHOWN.type.options)[shown],
    }  # fmt: skip
    return render(request, "stationery/signature.html", context, status=422 if refusal else 200)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Use no picture from now on."""
    found = get_object_or_404(Signature.objects.visible_to(request.actor), pk=pk)
    actions.drop_signature(found, by=request.actor)
    toast.tell(request, _("签名已停用，以后只写姓名。"))
    return redirect("stationery:signature")


@require_safe
def picture(request: Request, pk: int) -> HttpResponseBase:
    """The picture of one of my signatures."""
    found = get_object_or_404(Signature.objects.visible_to(request.actor), pk=pk)
    return respond(found.file, inline=True)
