"""Entries of responsibility for a list: whose, of which part and state, of which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from andu.kit.actor import Actor
from andu.workflow.models import Finding, Responsibility

FIRST, LAST = date(2000, 1, 1), date(9000, 1, 1)
MINE = "mine"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What of the entries is asked for; empty is everything one may read."""

    whose: str = ""
    part: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


def narrowing_of(said: Mapping[str, str]) -> Narrowing:
    """What a request asks for; what makes no sense is left out."""
    part, state = said.get("part", ""), said.get("state", "")
    return Narrowing(
        whose=MINE if said.get("whose") == MINE else "",
        part=part if part in Responsibility.Part.values else "",
        state=state if state in Finding.State.values else "",
        since=_day(said.get("from", "")), until=_day(said.get("to", "")),
    )  # fmt: skip


def entries(by: Actor, asked: Narrowing) -> QuerySet[Responsibility]:
    """The entries the actor may read, as far as asked for, with what was found."""
    rows = Responsibility.objects.visible_to(by).select_related("finding__matter")
    if asked.whose == MINE:
        rows = rows.filter(member=by.member_id)
    if asked.part:
        rows = rows.filter(part=asked.part)
    if asked.state:
        rows = rows.filter(finding__state=asked.state)
    zone = timezone.get_default_timezone()
    if asked.since:
        rows = rows.filter(at__gte=datetime.combine(asked.since, time.min, zone))
    if asked.until:
        end = asked.until + timedelta(days=1)
        rows = rows.filter(at__lt=datetime.combine(end, time.min, zone))
    return rows


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and FIRST <= found <= LAST else None
