"""What becomes of document numbers: without gap, without double, whoever comes at once (OD-05).

The series' row is the lock. A number and its row are one transaction, so that whatever dies between
them leaves neither.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from andu.audit.recording import record
from andu.documents import rules
from andu.documents.events import NumberGivenBack, NumbersReserved, NumberTaken, NumberVoided
from andu.documents.models import Number, Series
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.workflow.models import Matter


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a number is for: the document's title and matter, or one that stays on paper, with where
    it lies (OD-09, OD-11). `remark` says why on paper, or anything else."""

    title: str = ""
    matter: Matter | None = None
    on_paper: bool = False
    place: str = ""
    remark: str = ""


@transaction.atomic
def take(series: Series, entry: Entry, year: int = 0, *, by: Actor) -> Number:
    """The lowest number that was given back, else the next; of this year, or of `year` when a
    document of last year is registered after New Year. The same matter has one number only: asked
    again, it is the same."""
    series, now = lock(series, "issuer__unit"), timezone.localdate().year
    year = year or now
    require(rules.may_take(by, series, year, now))
    require(rules.may_be_titled(entry.title, on_paper=entry.on_paper))
    if entry.matter and (found := _of_matter(series, entry.matter)):
        return found
    back = Number.objects.of(series, year).filter(state=Number.State.BACK).order_by("n").first()
    number = back or _next(series, year)
    return _used(number, entry, by)


@transaction.atomic
def use(number: Number, entry: Entry, *, by: Actor) -> Number:
    """Give a document this very number, which was reserved or given back."""
    number = _locked(number)
    require(rules.may_use(by, number))
    require(rules.may_be_titled(entry.title, on_paper=entry.on_paper))
    return _used(number, entry, by)


@transaction.atomic
def reserve(series: Series, count: int, reason: str, year: int = 0, *, by: Actor) -> list[Number]:
    """Keep the next `count` numbers for documents that come later."""
    series, now = lock(series, "issuer__unit"), timezone.localdate().year
    year = year or now
    require(rules.may_take(by, series, year, now))
    require(rules.may_reserve(count, reason))
    made = []
    for _each in range(count):
        number = _next(series, year)
        number.state, number.reason = Number.State.RESERVED, reason.strip()[:300]
        made.append(_kept(number, by))
    event = NumbersReserved(first=made[0].text, last=made[-1].text, reason=made[0].reason)
    record(event, by=by, on=series)
    return made


@transaction.atomic
def give_back(number: Number, reason: str, *, by: Actor) -> Number:
    """Let the next document have it: this one has not gone out."""
    number = _locked(number)
    require(rules.may_give_back(by, number, reason))
    event = NumberGivenBack(title=number.title, reason=reason.strip()[:300])
    number.state, number.reason = Number.State.BACK, event.reason
    number.matter, number.title, number.place, number.on_paper = None, "", "", False
    record(event, by=by, on=_kept(number, by))
    return number


@transaction.atomic
def void(number: Number, reason: str, *, by: Actor) -> Number:
    """Never use it; the reason stays in the register."""
    number = _locked(number)
    require(rules.may_void(by, number, reason))
    event = NumberVoided(title=number.title, reason=reason.strip()[:300])
    number.state, number.reason = Number.State.VOID, event.reason
    record(event, by=by, on=_kept(number, by))
    return number


def _of_matter(series: Series, matter: Matter) -> Number | None:
    return Number.objects.filter(series=series, matter=matter, state=Number.State.USED).first()


def _next(series: Series, year: int) -> Number:
    last = Number.objects.of(series, year).aggregate(last=Max("n"))["last"]
    n = series.first_of(year) if last is None else last + 1
    text = series.written(year, n)
    return Number(series=series, year=series.counting(year), n=n, text=text)


def _locked(number: Number) -> Number:
    """Under its series' lock, which is taken first as everywhere."""
    series = lock(number.series, "issuer__unit")
    number = Number.objects.get(pk=number.pk)
    number.series = series
    return number


def _used(number: Number, entry: Entry, by: Actor) -> Number:
    number.state, number.reason = Number.State.USED, entry.remark.strip()[:300]
    number.matter, number.title = entry.matter, entry.title.strip()[:300]
    number.on_paper, number.place = entry.on_paper, entry.place.strip()[:120]
    record(NumberTaken(title=number.title), by=by, on=_kept(number, by))
    return number


def _kept(number: Number, by: Actor) -> Number:
    number.member_id, number.registrar, number.at = by.member_id, by.words[:120], timezone.now()
    number.save()
    return number
