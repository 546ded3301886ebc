"""Where a run stands, read from its rows: one statement on PostgreSQL, three on SQLite."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from andu.engine import Definition, Mode
from andu.engine.configuration import (
    POOL,
    Configuration,
    Group,
    How,
    Lane,
    Lanes,
    Outcome,
    Position,
    Seat,
    SeatState,
    Someone,
    Vote,
    Why,
    in_place_of,
    positions_in,
    seats_in,
)
from andu.engine.evolve import fold
from andu.engine.history import decode
from andu.engine.nodes import Ballot, Threshold
from andu.workflow import models
from andu.workflow.compiled import definition_of
from andu.workflow.contents import NO_CONTENT, Content

Details = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class Beside:
    """What is read with a run: the content, who follows the matter, whether the request with the
    key that was asked about has had its effect, and the edition of the office (`kit.editions`)."""

    content: Content = NO_CONTENT
    followers: frozenset[int] = frozenset()
    is_answered: bool = False
    edition: int | None = None


NOTHING_BESIDE = Beside()


@dataclass
class Loaded:
    """A run with its rows, as the engine sees it."""

    run: models.Run
    definition: Definition
    configuration: Configuration
    seats: dict[int, models.Seat] = field(default_factory=dict)
    visits: dict[int, models.Visit] = field(default_factory=dict)
    beside: Beside = NOTHING_BESIDE
    # What the engine said at first to a command: rules and the act itself ask the same.
    said: dict[Any, Any] = field(default_factory=dict)
    # By seat the reporting lines its turn keeps to (`levels.lines_for`), as far as asked.
    lines: dict[int, Any] = field(default_factory=dict)

    @property
    def matter(self) -> models.Matter:
        """The matter the run belongs to."""
        return self.run.matter

    def in_turn(self, seats: Iterable[models.Seat]) -> list[models.Seat]:
        """Seats as they are asked, which is not how they are numbered: added signers stand before,
        others were put into another order. Who sits in a place no more stands before who does."""
        places, later = self._places, {row.instead_of: row.number for row in self.seats.values()}

        def place(seat: models.Seat) -> tuple[int, int]:
            number = seat.number
            while number not in places and number in later:
                number = later[number]
            return places.get(number, len(places)), seat.number

        return sorted(seats, key=place)

    @cached_property
    def _places(self) -> dict[int, int]:
        standing = positions_in(self.configuration.position)
        groups = (each.inner for each in (*standing, *self.configuration.past))
        seats = (seat for inner in groups if isinstance(inner, Group) for seat in seats_in(inner))
        return {seat.id: place for place, seat in enumerate(seats)}


def assemble(
    run: models.Run, visits: Iterable[models.Visit], seats: Iterable[models.Seat],
    details: Details | None = None, beside: Beside = NOTHING_BESIDE,
) -> Loaded:  # fmt: skip
    """Put rows together into what the engine reads. `details` are the history's, if at hand."""
    by_visit: dict[int, list[models.Seat]] = defaultdict(list)
    rows = {seat.number: seat for seat in sorted(seats, key=lambda s: s.number)}
    for seat in rows.values():
        by_visit[seat.visit].append(seat)
    numbered = {visit.number: visit for visit in sorted(visits, key=lambda v: v.number)}
    definition = definition_of(run.flow_version_id)
    run.matter.run = run  # whoever is told of the matter needn't ask
    if run.by_history:
        configuration = replayed(run, details)
    else:
        configuration = _Tree(numbered, by_visit).configuration(run, definition.root.key)
    return Loaded(run, definition, configuration, rows, numbered, beside)


def replayed(run: models.Run, details: Details | None = None) -> Configuration:
    """Where the run stands, folded from its history: what its rows must agree with."""
    rows = details or run.history.order_by("sequence").values_list("details", flat=True)
    return fold(decode(event) for details in rows for event in details["events"])


class _Tree:
    """Builds positions out of visits; a helper of `assemble` alone."""

    def __init__(
        self, visits: dict[int, models.Visit], seats: dict[int, list[models.Seat]]
    ) -> None:
        self.visits, self.seats = visits, seats

    def configuration(self, run: models.Run, root: str) -> Configuration:
        passed = sorted((v for v in self.visits.values() if v.state == "passed"), key=_when_left)
        return Configuration(
            initiator=Someone(run.matter.initiator_id, run.initiator_appointment),
            root=root,
            position=None if run.outcome else self.live_in(root),
            past=tuple(self.position(visit, done=True) for visit in passed),
            visits=run.visits,
            seats=run.seats,
            outcome=Outcome(run.outcome) if run.outcome else None,
            suspended=run.suspended is not None,
        )

    def live_in(self, region: str) -> Position | None:
        rows = [v for v in self.visits.values() if v.region == region and v.state == "live"]
        return self.position(rows[-1]) if rows else None

    def position(self, visit: models.Visit, *, done: bool = False) -> Position:
        number = visit.number
        inner, inside = self.inner(visit, done), self.fork_around(visit)
        place = (visit.region, visit.node)
        return Position(*place, number, number, inner, visit.after, inside=inside)

    def fork_around(self, visit: models.Visit) -> int:
        """The visit of the fork in whose branch it lies: the last before it. 0 in the root."""
        earlier = (number for number in self.visits if number < visit.number)
        found = [n for n in earlier if visit.region in self.visits[n].lanes.split(",")]
        return found[-1] if found else 0

    def lane(self, fork: models.Visit, region: str, done: bool) -> Lane:
        inside = (v for v in self.visits.values() if v.region == region and v.number > fork.number)
        left = [v for v in inside if v.state in ("passed", "failed")]
        last = max(left, key=_when_left, default=None)
        by = last.number if last else 0
        return Lane(region, None if done else self.live_in(region), by)

    def inner(self, visit: models.Visit, done: bool) -> Group | Lanes:
        if visit.lanes:
            regions = visit.lanes.split(",")
            return Lanes(tuple(self.lane(visit, region, done) for region in regions))
        mode = Mode(visit.mode) if visit.mode else Mode.ONE
        seats = tuple(_ordered(self.seats[visit.number]))
        return Group(mode, seats, visit.hear_all, _threshold(visit))


def _threshold(visit: models.Visit) -> Threshold | None:
    count, percent = visit.needed_count, visit.needed_percent
    return Threshold(count=count, percent=percent) if count or percent else None


def _when_left(visit: models.Visit) -> int:
    return visit.left


def _ordered(rows: list[models.Seat]) -> list[Seat]:
    places: list[Seat] = []
    for row in rows:
        seat = _seat(row)
        at = [i for i, other in enumerate(places) if other.id == row.instead_of]
        if at:
            places[at[0]] = in_place_of(places[at[0]], seat)
        else:
            places.append(seat)
    return places


def _seat(row: models.Seat) -> Seat:
    return Seat(
        id=row.number,
        who=Someone(row.member_id or POOL, row.appointment_id, row.on_behalf_id),
        state=SeatState(row.state),
        how=How(row.how) if row.how else None,
        vote=Vote(row.vote or "none"),
        why=Why(row.why) if row.why else None,
        ballot=Ballot(weight=row.weight, veto=row.veto),
    )
