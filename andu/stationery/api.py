"""One's own phrases for machines."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from andu.kit.request import Request
from andu.stationery import actions
from andu.stationery.models import Phrase

router = Router(tags=[_("常用语")])


class PhraseOut(Schema):
    """A phrase; the organisation's are for reading."""

    id: int
    text: str
    is_common: bool


class PhraseIn(Schema):
    """Words for an opinion."""

    text: str = Field(description=_("常用语"))


class Step(Schema):
    """One place up or down."""

    step: int = Field(description=_("-1 上移，1 下移"), ge=-1, le=1)


@router.get("/phrases", response=list[PhraseOut], summary=_("我的常用语和单位的常用语"))
def phrases(request: Request) -> Any:
    """One's own first, each in order."""
    by = request.actor
    return [*Phrase.objects.own(by), *Phrase.objects.common(by)]


@router.post("/phrases", response=PhraseOut, summary=_("增加一条常用语"))
def add_phrase(request: Request, said: PhraseIn) -> Any:
    """At the end of one's own."""
    return actions.add_phrase(said.text, by=request.actor)


@router.put("/phrases/{number}", response=PhraseOut, summary=_("改写一条常用语"))
def edit_phrase(request: Request, number: int, said: PhraseIn) -> Any:
    """One of one's own."""
    return actions.edit_phrase(_own(request, number), said.text, by=request.actor)


@router.post("/phrases/{number}/move", response=PhraseOut, summary=_("移动一条常用语"))
def move_phrase(request: Request, number: int, said: Step) -> Any:
    """Change places with the one before or after."""
    return actions.move_phrase(_own(request, number), said.step, by=request.actor)


@router.delete("/phrases/{number}", response={204: None}, summary=_("移除一条常用语"))
def remove_phrase(request: Request, number: int) -> Any:
    """Opinions written with it are not touched."""
    actions.remove_phrase(_own(request, number), by=request.actor)
    return Status(204, None)


def _own(request: Request, number: int) -> Phrase:
    return get_object_or_404(
        Phrase.objects.visible_to(request.actor).exclude(member=None), pk=number
    )
