"""What runs in the flows somebody looks after: how much, what is late, stands still, came back or
was suspended; and where each of it stands (WF-25)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from andu.approvals.models import Template
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.asking import Asked
from andu.kit.counting import Counted
from andu.kit.keyset import page
from andu.organisation.models import Member, Organisation
from andu.upkeep.queries.listing import kept_by, late_among
from andu.upkeep.realm import realm_of
from andu.workflow.models import Errand, Matter, Seat, Vacancy, Visit

RUNNING, LATE, STUCK, RETURNED, SUSPENDED = "", "late", "stuck", "returned", "suspended"
KINDS = (RUNNING, LATE, STUCK, RETURNED, SUSPENDED)
ORDER = ("id",)  # what began first stands first
SIZE = 30
MOST = 999
AGES = ("3", "7", "15", "30")


@dataclass(frozen=True)
class Wanted(Asked):
    """What is looked at: a kind of standing (none: running), a flow (its key), an owning department
    (its id), a step's name or part of it, and how many days ago it began at least."""

    kind: str = ""
    flow: str = ""
    unit: str = ""
    step: str = ""
    age: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A matter as the page shows it. `link` is its page, or its way for who may only follow it
    (WF-03), or "": then not even its title is told."""

    matter: Matter
    link: str
    seats: list[Seat]
    vacant: list[Vacancy]
    errands: list[Errand]
    is_back: bool

    @property
    def gone(self) -> list[Seat]:
        """The turns of people who left."""
        return [each for each in self.seats
                if each.member is not None and each.member.state == Member.State.LEFT]  # fmt: skip

    @property
    def steps(self) -> list[str]:
        """The steps it stands at, each once."""
        at_work = [each.step for each in self.errands if each.kind != Errand.Kind.ALARM]
        return list(dict.fromkeys([*(each.step for each in self.seats), *at_work]))

    @property
    def stuck(self) -> list[Errand]:
        """What the machine can't do."""
        return [each for each in self.errands if each.state == Errand.State.STUCK]

    @property
    def due(self) -> datetime | None:
        """The limit that comes first: of a turn, or of the whole matter."""
        dues = [due for due in (self.matter.due, *(each.due for each in self.seats)) if due]
        return min(dues, default=None)

    @property
    def is_late(self) -> bool:
        """Whether it runs and a limit has passed."""
        return self.matter.is_running and self.due is not None and self.due <= timezone.now()

    @property
    def since(self) -> datetime:
        """Since when it stands where it stands."""
        opened = [each.opened for each in self.seats if each.opened]
        opened += [each.since for each in self.errands if each.kind != Errand.Kind.ALARM]
        return max(opened) if opened else self.matter.started


@dataclass(frozen=True)
class Watched:
    """A page of lines, and the token of the next."""

    lines: list[Line] = field(default_factory=list)
    next: str = ""


def monitored(actor: Actor) -> QuerySet[Matter]:
    """The matters of the flows the actor looks after that are not over."""
    realm = realm_of(actor)
    if not realm:
        return Matter.objects.none()
    open_ = (Matter.State.RUNNING, Matter.State.SUSPENDED)
    rows = Matter.objects.filter(organisation=realm.organisation_id, state__in=open_)
    return rows.filter(realm.holds())


def watched(actor: Actor, wanted: Wanted, after: str = "", size: int = SIZE) -> Watched:
    """A page of the matters that answer, the oldest first; a constant number of statements."""
    rows = of_kind(narrowed(monitored(actor), wanted), wanted.kind)
    found = page(rows.select_related("unit", "run"), ORDER, after, size)
    return Watched(lines_of(actor, found.items), found.next)


def figures(actor: Actor, wanted: Wanted) -> dict[str, str]:
    """How many there are of each kind among those that answer; one statement."""
    rows = narrowed(monitored(actor), wanted)
    columns = [Counted(of_kind(rows, kind), MOST + 1) for kind in KINDS]
    one = Organisation.objects.filter(pk=actor.organisation_id or 0).values_list(*columns).first()
    counts = [count or 0 for count in one or [0] * len(KINDS)]  # NULL: nothing is asked
    return {
        kind: f"{MOST}+" if count > MOST else str(count)
        for kind, count in zip(KINDS, counts, strict=True)
    }


def narrowed(rows: QuerySet[Matter], wanted: Wanted) -> QuerySet[Matter]:
    """Those of one flow, department, step and age."""
    if wanted.flow:
        rows = rows.filter(request__version__template__key=wanted.flow)
    if wanted.unit:
        rows = rows.filter(unit=plain.number(wanted.unit))
    if wanted.step:
        turns = _open_seats().filter(step__icontains=wanted.step)
        rows = rows.filter(Exists(turns) | Exists(_at_work().filter(step__icontains=wanted.step)))
    if wanted.age in AGES:
        rows = rows.filter(started__lte=timezone.now() - timedelta(days=int(wanted.age)))
    return rows


def of_kind(rows: QuerySet[Matter], kind: str) -> QuerySet[Matter]:
    """Those that stand like this; anything unknown is what runs."""
    if kind == SUSPENDED:
        return rows.filter(state=Matter.State.SUSPENDED)
    if kind == LATE:
        return late_among(rows)
    running = rows.filter(state=Matter.State.RUNNING)
    if kind == STUCK:
        vacant = Vacancy.objects.standing().filter(run__matter=OuterRef("pk"))
        left = _open_seats().filter(member__state=Member.State.LEFT)
        failing = Errand.objects.filter(run__matter=OuterRef("pk"), state=Errand.State.STUCK)
        return running.filter(Exists(vacant) | Exists(left) | Exists(failing))
    if kind == RETURNED:
        first = Visit.objects.filter(run=OuterRef("run"), number=1, node=OuterRef("node"))
        return running.filter(Exists(_open_seats().filter(Exists(first))))
    return running


def flows_of(actor: Actor) -> QuerySet[Template]:
    """The flows the list can be narrowed to."""
    return kept_by(actor).order_by("unit__path", "order", "key")


def _open_seats() -> QuerySet[Seat]:
    return Seat.objects.filter(run__matter=OuterRef("pk"), state=Seat.State.OPEN)


def _at_work() -> QuerySet[Errand]:
    """What the machine has to do at the step where a matter stands."""
    rows = Errand.objects.standing().exclude(kind=Errand.Kind.ALARM)
    return rows.filter(run__matter=OuterRef("pk"))


def lines_of(actor: Actor, matters: list[Matter]) -> list[Line]:
    """These matters as the page shows them; seven statements."""
    runs = [matter.run.pk for matter in matters]
    seats: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(run__in=runs, state=Seat.State.OPEN).order_by("number")
    for seat in rows.select_related("member"):
        seats[seat.run_id].append(seat)
    vacant: dict[int, list[Vacancy]] = defaultdict(list)
    for row in Vacancy.objects.standing().filter(run__in=runs).order_by("pk"):
        vacant[row.run_id].append(row)
    errands: dict[int, list[Errand]] = defaultdict(list)
    for errand in Errand.objects.standing().filter(run__in=runs).order_by("pk"):
        errands[errand.run_id].append(errand)
    firsts = Visit.objects.filter(run__in=runs, number=1).values_list("run_id", "node")
    beside = _Beside(seats, vacant, errands, dict(firsts), links_to(actor, matters))
    return [_line(matter, beside) for matter in matters]


@dataclass(frozen=True)
class _Beside:
    """What is known of a page of matters, by run (links by matter)."""

    seats: dict[int, list[Seat]]
    vacant: dict[int, list[Vacancy]]
    errands: dict[int, list[Errand]]
    firsts: dict[int, str]
    links: dict[int, str]


def _line(matter: Matter, beside: _Beside) -> Line:
    run = matter.run.pk
    seats = beside.seats.get(run, [])
    return Line(
        matter=matter, link=beside.links.get(matter.pk, ""), seats=seats,
        vacant=beside.vacant.get(run, []), errands=beside.errands.get(run, []),
        is_back=any(each.node == beside.firsts.get(run) for each in seats),
    )  # fmt: skip


def links_to(actor: Actor, matters: Iterable[Matter]) -> dict[int, str]:
    """Where each of these matters opens for the actor, as far as it does; two statements."""
    wanted = {matter.pk: matter for matter in matters}
    tracked = Matter.objects.tracked_by(actor).filter(pk__in=wanted).values_list("pk", flat=True)
    seen = Matter.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True)
    links = {pk: wanted[pk].get_track_url() for pk in tracked}
    return links | {pk: wanted[pk].get_absolute_url() for pk in seen}
