"""Document numbers for machines: an older system, or a counter, takes them by the same rules."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.documents import actions, queries
from andu.documents.actions import Entry
from andu.documents.models import Number, Series
from andu.documents.queries import Wanted
from andu.kit import plain
from andu.kit.request import Request

router = Router(tags=[_("发文字号")])


class SeriesOut(Schema):
    """A series, and how this year stands; `first` and `last` are 0 where none was taken."""

    id: int
    issuer: str
    word: str
    purpose: str
    is_open: bool
    first: int
    last: int
    is_whole: bool = Field(description=_("从第一个号到最后一个号没有断号"))
    next: str = Field(description=_("下一份文件的字号"))


class SeriesListOut(Schema):
    """All series one registers."""

    items: list[SeriesOut]


class NumberOut(Schema):
    """A number of a series."""

    id: int
    number: str
    n: int
    year: int
    state: str = Field(description="used, reserved, back, void")
    title: str
    matter: int | None
    on_paper: bool
    place: str
    reason: str
    registrar: str
    at: datetime


class NumbersOut(Schema):
    """A page of numbers; `next` goes into `after`."""

    items: list[NumberOut]
    next: str


class EntryIn(Schema):
    """What a number is for; one that stays on paper may keep its title to itself."""

    title: str = ""
    on_paper: bool = False
    place: str = ""
    remark: str = ""


class TakeIn(EntryIn):
    """The same, of which year: 0 is this year, after New Year last year may be named."""

    year: int = Field(0, ge=0, le=9999)


class ReserveIn(Schema):
    """How many numbers to keep, and why."""

    count: int = Field(1, ge=0, le=9999)
    reason: str = ""


class ReasonIn(Schema):
    """Why."""

    reason: str = ""


@router.get("/document-series", response=SeriesListOut, summary=_("我登记的字号系列"))
def document_series(request: Request) -> Any:
    """Each with how this year stands, and whether a number is missing."""
    found = queries.series_of(request.actor, timezone.localdate().year)
    return {"items": [_series(one) for one in found]}


@router.get("/document-series/{number}/numbers", response=NumbersOut, summary=_("系列的字号"))
def document_numbers(
    request: Request, number: str, year: str = "", state: str = "", q: str = "", after: str = ""
) -> Any:
    """Those of one year (this one unless said), the highest first."""
    series = _found(request, number)
    wanted = Wanted(state=state, q=plain.line(q)[:80])
    this = plain.number(year) or timezone.localdate().year
    shown = queries.numbers(series, wanted, this, after)
    return {"items": [_number(one) for one in shown.items], "next": shown.next}


@router.post("/document-series/{number}/take", response=NumberOut, summary=_("登记字号"))
def take_number(request: Request, number: str, said: TakeIn) -> Any:
    """The lowest that was given back, else the next: no gap, no double."""
    series = _found(request, number)
    return _number(actions.take(series, _entry(said), said.year, by=request.actor))


@router.post("/document-series/{number}/reserve", response=NumbersOut, summary=_("预留字号"))
def reserve_numbers(request: Request, number: str, said: ReserveIn) -> Any:
    """The next ones, for documents that come later."""
    series = _found(request, number)
    made = actions.reserve(series, said.count, plain.line(said.reason), by=request.actor)
    return {"items": [_number(one) for one in made], "next": ""}


@router.post("/document-numbers/{number}/use", response=NumberOut, summary=_("使用预留的字号"))
def use_number(request: Request, number: str, said: EntryIn) -> Any:
    """One that was reserved or given back."""
    return _number(actions.use(_one(request, number), _entry(said), by=request.actor))


@router.post("/document-numbers/{number}/give-back", response=NumberOut, summary=_("退回字号"))
def give_back_number(request: Request, number: str, said: ReasonIn) -> Any:
    """The next document has it."""
    found = _one(request, number)
    return _number(actions.give_back(found, plain.line(said.reason), by=request.actor))


@router.post("/document-numbers/{number}/void", response=NumberOut, summary=_("作废字号"))
def void_number(request: Request, number: str, said: ReasonIn) -> Any:
    """It is never used; the reason stays."""
    found = _one(request, number)
    return _number(actions.void(found, plain.line(said.reason), by=request.actor))


def _found(request: Request, number: str) -> Series:
    return get_object_or_404(
        Series.objects.visible_to(request.actor).select_related("issuer__unit"),
        pk=plain.number(number),
    )


def _one(request: Request, number: str) -> Number:
    return get_object_or_404(
        Number.objects.visible_to(request.actor).select_related("series__issuer__unit"),
        pk=plain.number(number),
    )


def _entry(said: EntryIn) -> Entry:
    return Entry(
        title=plain.line(said.title), on_paper=said.on_paper, place=plain.line(said.place),
        remark=plain.line(said.remark),
    )  # fmt: skip


def _series(one: Any) -> dict[str, Any]:
    standing = one.standing
    return {
        "id": one.pk, "issuer": one.issuer.name, "word": one.word, "purpose": one.purpose,
        "is_open": not (one.closed or one.issuer.closed),
        "first": standing.first if standing.last else 0, "last": standing.last,
        "is_whole": standing.is_whole, "next": standing.next,
    }  # fmt: skip


def _number(one: Number) -> dict[str, Any]:
    return {
        "id": one.pk, "number": one.text, "n": one.n, "year": one.year, "state": one.state,
        "title": one.title, "matter": one.matter_id, "on_paper": one.on_paper,
        "place": one.place, "reason": one.reason, "registrar": one.registrar, "at": one.at,
    }  # fmt: skip
