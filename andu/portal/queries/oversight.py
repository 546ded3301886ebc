"""部门待办: the open seats in the units somebody oversees (WF-38)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.keyset import page
from andu.policy.reading import value
from andu.portal.queries.counting import capped
from andu.todo.models import FAR_FUTURE
from andu.workflow.models import Matter, Seat, Urging
from andu.workflow.policy import URGE_EVERY
from andu.workflow.urging import watched_seats

ORDER = ("far", "id")
LATE, TODAY = "late", "today"
MOST_LOOKED_AT = 300
SIZE = 30


@dataclass(frozen=True, kw_only=True)
class Held:
    """Somebody's open seat: `link` is the matter where the watcher may see it, else only its way
    (WF-03); `pause` is until when they may not urge again (None: they may now)."""

    seat: Seat
    link: str
    urged: int = 0
    pause: datetime | None = None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return self.seat.run.matter


@dataclass(frozen=True)
class Load:
    """How much lies with one person, and how much of it is late."""

    member: int
    name: str
    count: int
    late: int


@dataclass(frozen=True)
class Asked:
    """What the page of a unit was asked for: one person, "late" or "today"; empty is everything."""

    person: int = 0
    due: str = ""

    def address(self, **other: Any) -> str:
        """The part of the address behind the question mark, with something else instead."""
        said = {"person": self.person, "due": self.due} | other
        return urlencode({key: each for key, each in said.items() if each})


@dataclass(frozen=True)
class Watch:
    """A page of seats, and the token of the next."""

    items: list[Held] = field(default_factory=list)
    next: str = ""


def seats_watched(actor: Actor) -> QuerySet[Seat]:
    """Every seat the actor watches over, ordered by `far` (its limit; none is last) and id."""
    return watched_seats(actor).annotate(far=Coalesce("due", Value(FAR_FUTURE))).order_by(*ORDER)


def watched(
    actor: Actor, rows: QuerySet[Seat], asked: Asked, after: str = "", size: int = SIZE
) -> Watch:
    """A page of the seats of `seats_watched` that answer what was asked; three statements."""
    found = page(narrowed(rows, asked), ORDER, after, size)
    return Watch(_held(actor, found.items), found.next)


def narrowed(rows: QuerySet[Seat], asked: Asked) -> QuerySet[Seat]:
    """The seats that answer what was asked."""
    if asked.person:
        rows = rows.filter(member=asked.person)
    if asked.due:
        rows = rows.filter(due__lte=timezone.now() if asked.due == LATE else end_of_today())
    return rows


def loads(rows: QuerySet[Seat]) -> tuple[list[Load], bool]:
    """The people with the most late seats first, then the most; and whether only the three hundred
    most pressing seats were looked at."""
    now = timezone.now()
    looked = list(rows.values_list("member_id", "member__name", "due")[:MOST_LOOKED_AT])
    names = {member: name for member, name, _due in looked}
    counts = Counter(member for member, _name, _due in looked)
    late = Counter(member for member, _name, due in looked if due and due <= now)
    found = [Load(pk, names[pk], count, late[pk]) for pk, count in counts.items()]
    found.sort(key=lambda load: (-load.late, -load.count, load.name))
    return found, len(looked) == MOST_LOOKED_AT


def watch_figures(actor: Actor, rows: QuerySet[Seat], person: int = 0) -> dict[str, Any]:
    """How many are open, late, due by the end of today, up to a hundred; one statement."""
    kinds = {"all": "", LATE: LATE, TODAY: TODAY}
    return capped(actor, {key: narrowed(rows, Asked(person, due)) for key, due in kinds.items()})


def end_of_today() -> datetime:
    """The last moment of today."""
    return timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999999)


def _held(actor: Actor, seats: Sequence[Seat]) -> list[Held]:
    matters = Matter.objects.visible_to(actor).filter(pk__in=[s.run.matter_id for s in seats])
    seen = set(matters.values_list("pk", flat=True))
    urged = Urging.objects.filter(seat__in=seats).values_list("seat").annotate(
        times=Count("pk"), last=Max("at", filter=Q(member=actor.member_id))
    )  # fmt: skip
    known = {seat: (times, last) for seat, times, last in urged.order_by()}
    every = timedelta(minutes=value(URGE_EVERY, organisation=actor.organisation_id))
    return [_one(seat, seen, known, every) for seat in seats]


def _one(seat: Seat, seen: set[int], known: dict[int, Any], every: timedelta) -> Held:
    times, last = known.get(seat.pk, (0, None))
    pause = last + every if last and last + every > timezone.now() else None
    matter = seat.run.matter
    link = matter.get_absolute_url() if matter.pk in seen else matter.get_track_url()
    return Held(seat=seat, link=link, urged=times, pause=pause)
