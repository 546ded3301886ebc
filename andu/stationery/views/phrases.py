"""Phrases: one's own under /me, the organisation's under /admin; the same page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from andu.kit.opening import needs
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.policy.reading import value
from andu.stationery import actions
from andu.stationery.models import Phrase
from andu.stationery.policy import PHRASE_LENGTH, PHRASE_MOST
from andu.stationery.queries import COMMON
from andu.stationery.rights import PHRASES
from andu.ui import toast

STEPS = {"up": -1, "down": 1}
both = require_http_methods(["GET", "HEAD", "POST"])


@both
def phrases(request: Request) -> HttpResponse:
    """My phrases, and a new one."""
    if request.actor.member_id is None:
        raise PermissionDenied
    return _listing(request, common=False)


@require_POST
def phrase(request: Request, pk: int) -> HttpResponse:
    """Other words for one of mine, another place, or away with it."""
    return _change(
        request,
        get_object_or_404(Phrase.objects.visible_to(request.actor).exclude(member=None), pk=pk),
    )


@needs(PHRASES.code)
@both
def common_phrases(request: Request) -> HttpResponse:
    """The organisation's phrases, and a new one."""
    return _listing(request, common=True)


@needs(PHRASES.code)
@require_POST
def common_phrase(request: Request, pk: int) -> HttpResponse:
    """The same for one of the organisation's."""
    return _change(
        request,
        get_object_or_404(Phrase.objects.visible_to(request.actor).filter(member=None), pk=pk),
    )


def _listing(request: Request, *, common: bool) -> HttpResponse:
    if request.method != "POST":
        return _page(request, common)
    text = request.POST.get("text", "")
    try:
        actions.add_phrase(text, by=request.actor, common=common)
    except Refused as refused:
        return _page(request, common, typed=text, refusal=str(refused.verdict.reason))
    toast.tell(request, _("常用语已添加。"))
    return redirect(_address(common))


def _change(request: Request, found: Phrase) -> HttpResponse:
    verb, text = request.POST.get("verb", "save"), request.POST.get("text", "")
    common = found.is_common
    try:
        if verb in STEPS:
            actions.move_phrase(found, STEPS[verb], by=request.actor)
        elif verb == "remove":
            actions.remove_phrase(found, by=request.actor)
            toast.tell(request, _("已移除“{text}”。").format(text=found.text[:40]))
        else:
            actions.edit_phrase(found, text, by=request.actor)
            toast.tell(request, _("常用语已保存。"))
    except Refused as refused:
        said = {"at": found.pk, "text": text, "reason": str(refused.verdict.reason)}
        return _page(request, common, wrong=said)
    return redirect(_address(common))


def _address(common: bool) -> str:
    return "stationery:common_phrases" if common else "stationery:phrases"


def _page(
    request: Request, common: bool, *, typed: str = "", refusal: str = "",
    wrong: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    rows = Phrase.objects.common(request.actor) if common else Phrase.objects.own(request.actor)
    place = request.actor.organisation_id
    shared = list(Phrase.objects.common(request.actor).values_list("text", flat=True))
    context = {
        "rows": rows, "typed": typed, "refusal": refusal, "wrong": wrong, "common": common,
        "shared": shared or COMMON, "most": value(PHRASE_MOST, organisation=place),
        "longest": value(PHRASE_LENGTH, organisation=place), "address": reverse(_address(common)),
    }  # fmt: skip
    name = "stationery/common_phrases.html" if common else "stationery/phrases.html"
    return render(request, name, context, status=422 if refusal or wrong else 200)
