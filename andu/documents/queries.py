"""Reads of names, series and numbers, shaped for pages."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from andu.documents.models import Issuer, Number, Series
from andu.kit.actor import Actor
from andu.kit.asking import Asked
from andu.kit.keyset import Page, page

SIZE = 50
State = Number.State


@dataclass(frozen=True)
class Wanted(Asked):
    """Which numbers of a series: of a year, in a state, with words in number, title or place."""

    year: str = ""
    state: str = ""
    q: str = ""


@dataclass(frozen=True)
class Standing:
    """How a year of a series stands: the first number and the last one taken (0: none yet), how
    many rows there are, in which states, and what the next document gets."""

    first: int = 0
    last: int = 0
    rows: int = 0
    states: dict[str, int] = field(default_factory=dict)
    next: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every number from the first to the last has its row: no gap (OD-05)."""
        return self.rows == (self.last - self.first + 1 if self.last else 0)

    @property
    def used(self) -> int:
        """How many are in use."""
        return self.states.get(State.USED, 0)

    @property
    def reserved(self) -> int:
        """How many are kept for later."""
        return self.states.get(State.RESERVED, 0)

    @property
    def back(self) -> int:
        """How many wait for the next document."""
        return self.states.get(State.BACK, 0)

    @property
    def void(self) -> int:
        """How many will never be used."""
        return self.states.get(State.VOID, 0)


def series_of(actor: Actor, year: int) -> list[Any]:
    """The series the actor registers, in order, each with how its year stands; two statements."""
    rows = Series.objects.visible_to(actor).select_related("issuer__unit")
    found: list[Any] = list(rows.order_by("issuer__order", "issuer_id", "pk"))
    counted = _counted(Q(series__in=[one.pk for one in found], year__in=(0, year)))
    for one in found:
        one.standing = _standing(one, year, counted.get((one.pk, one.counting(year)), []))
    return found


def standing_of(series: Series, year: int) -> Standing:
    """How one year of a series stands; one statement."""
    counted = _counted(Q(series=series, year=series.counting(year)))
    return _standing(series, year, counted.get((series.pk, series.counting(year)), []))


def numbers(series: Series, wanted: Wanted, year: int, after: str = "", size: int = SIZE) -> Page:
    """A page of the numbers of one year, the highest first."""
    rows = Number.objects.of(series, year)
    if wanted.state in State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.q:
        words = Q(text__icontains=wanted.q) | Q(title__icontains=wanted.q)
        rows = rows.filter(words | Q(place__icontains=wanted.q))
    return page(rows, ("-n", "-id"), after, size)


def years_of(series: Series) -> list[int]:
    """The years numbers were taken in, the latest first."""
    rows = series.numbers.exclude(year=0).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def issuers_of(actor: Actor) -> QuerySet[Issuer]:
    """The names the actor sets up."""
    return Issuer.objects.managed_by(actor).select_related("unit__organisation")


def series_set_up_by(actor: Actor) -> QuerySet[Series]:
    """The series of these names."""
    rows = Series.objects.filter(issuer__in=Issuer.objects.managed_by(actor))
    return rows.select_related("issuer__unit")


def _counted(which: Q) -> dict[tuple[int, int], list[dict[str, Any]]]:
    grouped = Number.objects.filter(which).order_by().values("series", "year", "state")
    rows = grouped.annotate(rows=Count("pk"), low=Min("n"), high=Max("n"))
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["series"], row["year"]), []).append(dict(row))
    return found


def _standing(series: Series, year: int, rows: list[dict[str, Any]]) -> Standing:
    first = min((row["low"] for row in rows), default=series.first_of(year))
    last = max((row["high"] for row in rows), default=0)
    back = [row["low"] for row in rows if row["state"] == State.BACK]
    n = min(back, default=last + 1 if last else first)
    states = {row["state"]: row["rows"] for row in rows}
    return Standing(first, last, sum(states.values()), states, series.written(year, n))
