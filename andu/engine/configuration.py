"""Where a run stands: a tree of positions, and in each position the seats of people. Frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Threshold

POOL = -1
"""The member whose seat stands for many people, of whom one is to take it (抢办, decision 0220)."""


@dataclass(frozen=True)
class Someone:
    """A member who is to act: as which appointment, on whose behalf. The shell's numbers."""

    member: int
    appointment: int | None = None
    on_behalf_of: int | None = None

    @property
    def is_pool(self) -> bool:
        """Whether this is nobody yet, but many of whom one is to take it."""
        return self.member == POOL


class SeatState(StrEnum):
    WAITING = "waiting"  # comes later in an ordered group
    OPEN = "open"
    CLOSED = "closed"  # the person acted
    VOID = "void"  # ended without counting; see `why`


class How(StrEnum):
    """What a person, or time, did to close a seat."""

    SUBMITTED = "submitted"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    READ = "read"  # the vote says what it counted as
    COMPLETED = "completed"  # the work is done; it decides nothing
    RETURNED = "returned"
    TRANSFERRED = "transferred"  # somebody else sits in the place now
    TIMED_OUT = "timed_out"  # nobody acted before the limit, and silence counts as agreement


class Vote(StrEnum):
    FOR = "for"
    AGAINST = "against"
    NONE = "none"


class Why(StrEnum):
    """Why a seat counts no more, or a visit is struck through."""

    SPARED = "spared"  # others had decided
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"  # the matter ended as refused
    TERMINATED = "terminated"
    REASSIGNED = "reassigned"  # somebody else was put into the place
    VOIDED = "voided"  # the matter was declared void
    POSTPONED = "postponed"  # its person has put others before himself, and sits again after them
    REMOVED = "removed"  # 减签
    CLAIMED = "claimed"  # somebody else has taken the work; this seat waits in case they give it up
    RELEASED = "released"  # its person gave up what they had taken from a pool
    JUMPED = "jumped"  # somebody set the matter to another step
    OVERDUE = "overdue"  # time was up: it went back, or to somebody else


@dataclass(frozen=True)
class Seat:
    """One person's turn. `id` is unique in the run and never used again.

    `given_by` handed the turn over (his seat was `given_from`), and may take it back while open.
    `added_by` is the member who put this seat there besides those the rules named. A seat that
    `helps` does somebody's work for him (委派) and gives the turn back: it decides nothing. A seat
    `of_pool` stands in the place of a pool, which comes back when the work is given up.
    """

    id: int
    who: Someone
    state: SeatState
    how: How | None = None
    vote: Vote = Vote.NONE
    why: Why | None = None
    given_from: int = 0
    given_by: Someone | None = None
    ballot: Ballot = PLAIN_BALLOT
    added_by: int = 0
    helps: bool = False
    of_pool: bool = False


@dataclass(frozen=True)
class Group:
    """Seats that decide together; the members may be groups themselves (added signers).

    `threshold` is that of a vote. `anchor` is set where a group stands in the place of one seat:
    1 + the index of the member that was there first, whose ballot is the group's. `claimed` is the
    seat of whoever has taken the work of all (抢办): until they act or give it up the others wait.
    """

    mode: Mode
    members: "tuple[Seat | Group, ...]" = ()
    hear_all: bool = False
    threshold: Threshold | None = None
    anchor: int = 0
    claimed: int = 0


@dataclass(frozen=True)
class Lane:
    """One chosen branch of a fork: its position, or None once it is done. `by` is the visit that
    was left there last."""

    region: str
    position: "Position | None" = None
    by: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Lanes:
    members: tuple[Lane, ...] = ()


@dataclass(frozen=True)
class Position:
    """A region stands at a node. `visit` is unique in the run, counted from 1.

    `rank` orders visits along the way: the visit's own number, or that of the visit it repeats.
    `after` is the visit that led here by passing. `back` is the position a straight return put
    aside; it comes back when this visit passes. `inside` is the visit of the fork in whose branch
    it lies; older snapshots don't say it, so it is no part of what makes two positions equal.
    `cut`: a fork that has passed with something left undone in it.
    """

    region: str
    node: str
    visit: int
    rank: int
    inner: Group | Lanes
    after: int = 0
    back: "Position | None" = None
    inside: int = field(default=0, compare=False)
    cut: bool = False


class Outcome(StrEnum):
    PASSED = "passed"
    REFUSED = "refused"
    TERMINATED = "terminated"
    VOIDED = "voided"


@dataclass(frozen=True)
class Configuration:
    """One run, whole. `position` is None before the start and after the end.

    `past` holds the visits that passed and still count, oldest first: what was struck through by a
    return has left it, and lives on in the history only. While `suspended` nobody can act.
    """

    initiator: Someone | None = None
    root: str = ""
    position: Position | None = None
    past: tuple[Position, ...] = ()
    visits: int = 0
    seats: int = 0
    outcome: Outcome | None = None
    suspended: bool = False

    @property
    def is_running(self) -> bool:
        return self.initiator is not None and self.outcome is None


NOTHING = Configuration()
"""Before the first event."""


def seats_in(inner: Group | Lanes) -> Iterator[Seat]:
    """Every seat in a position, also in the lanes of a fork, but not in what is put aside."""
    if isinstance(inner, Lanes):
        for lane in inner.members:
            if lane.position is not None:
                yield from seats_in(lane.position.inner)
        return
    for member in inner.members:
        if isinstance(member, Seat):
            yield member
        else:
            yield from seats_in(member)


def positions_in(position: Position | None) -> Iterator[Position]:
    """A position and every live position inside it, outer first."""
    if position is None:
        return
    yield position
    if isinstance(position.inner, Lanes):
        for lane in position.inner.members:
            yield from positions_in(lane.position)


def open_seats(configuration: Configuration) -> Iterator[Seat]:
    """Everybody whose turn it is now; while the run is suspended, whose turn it will be again."""
    if configuration.position is not None:
        for seat in seats_in(configuration.position.inner):
            if seat.state is SeatState.OPEN:
                yield seat


def in_place_of(old: Seat, new: Seat) -> Seat:
    """The new seat where the old one was, with its voice, and added as it was; of a transfer it
    remembers who gave it."""
    of_pool = old.of_pool or old.who.is_pool
    new = replace(new, ballot=old.ballot, added_by=old.added_by, helps=old.helps, of_pool=of_pool)
    if old.how is not How.TRANSFERRED:
        return new
    return replace(new, given_from=old.id, given_by=old.who)


def at(configuration: Configuration, region: str) -> Position | None:
    """Where a region stands: None when it is done, not entered, or between two nodes."""
    if region == configuration.root:
        return configuration.position
    lane = lane_of(configuration, region)
    return lane.position if lane else None


def lane_of(configuration: Configuration, region: str) -> Lane | None:
    """The branch of a fork that stands; None for the root, or when it is not entered."""
    for position in positions_in(configuration.position):
        lanes = position.inner.members if isinstance(position.inner, Lanes) else ()
        for lane in (each for each in lanes if each.region == region):
            return lane
    return None


def standing(configuration: Configuration, region: str) -> Position:
    """Where a region stands that must stand somewhere; ValueError when it does not."""
    position = at(configuration, region)
    if position is None:
        raise ValueError(region)
    return position


def group_of(position: Position) -> Group:
    """The seats of a position that must be a step's; ValueError when it is a fork's."""
    if not isinstance(position.inner, Group):
        raise ValueError(position.node)
    return position.inner


def fork_around(configuration: Configuration, region: str) -> int:
    """The visit of the fork that stands around a branch now; 0 for the root."""
    for position in positions_in(configuration.position):
        lanes = position.inner.members if isinstance(position.inner, Lanes) else ()
        if any(lane.region == region for lane in lanes):
            return position.visit
    return 0


def put(
    configuration: Configuration, region: str, new: Position | None, by: int = 0
) -> Configuration:  # fmt: skip
    """The same run with another position for one region, which the visit `by` has left."""
    if region == configuration.root:
        return replace(configuration, position=new)
    if configuration.position is None:
        raise ValueError(region)
    return replace(configuration, position=_put_inside(configuration.position, region, new, by))


def _put_inside(
    position: Position, region: str, new: Position | None, by: int
) -> Position:  # fmt: skip
    if not isinstance(position.inner, Lanes):
        return position
    lanes = tuple(_lane_with(lane, region, new, by) for lane in position.inner.members)
    return replace(position, inner=Lanes(lanes))


def _lane_with(lane: Lane, region: str, new: Position | None, by: int) -> Lane:
    if lane.region == region:
        return replace(lane, position=new, by=by or lane.by)
    if lane.position is None:
        return lane
    return replace(lane, position=_put_inside(lane.position, region, new, by))
