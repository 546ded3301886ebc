"""Where a run stands, as a mutable tree: run, trails, stands, chairs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from andu.engine.configuration import Someone
from andu.engine.nodes import Ballot


class Refused(Exception):
    """The command is not possible; the code is the engine's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(eq=False, slots=True)
class Circle:
    """People somebody has gathered around a chair: where they sit, and how they decide."""

    where: str  # before, after, beside
    mode: str
    chairs: "list[Chair]"

    def copy(self) -> "Circle":
        return Circle(self.where, self.mode, [chair.copy() for chair in self.chairs])


@dataclass(eq=False, slots=True)
class Chair:
    """One person's turn in one place of a step."""

    number: int
    person: Someone
    state: str  # open, waiting, closed, void
    how: str = ""
    vote: str = "none"
    why: str = ""
    given_from: int = 0  # the chair whose holder handed the turn over
    given_by: Someone | None = None
    acted_at: int = 0  # the moment its person acted
    ballot: Ballot = Ballot()  # noqa: RUF009 - frozen
    circles: list[Circle] = field(default_factory=list)  # the newest is the innermost
    added_by: int = 0
    helps: bool = False

    def copy(self) -> "Chair":
        what = (self.state, self.how, self.vote, self.why)
        given = (self.given_from, self.given_by)
        circles = [circle.copy() for circle in self.circles]
        added = (self.acted_at, self.ballot, circles, self.added_by, self.helps)
        return Chair(self.number, self.person, *what, *given, *added)

    def everyone(self) -> "list[Chair]":
        """Its person and all who sit around it, in the order in which they would be asked."""
        found = [self]
        for circle in reversed(self.circles):
            others = [each for chair in circle.chairs for each in chair.everyone()]
            found = [*others, *found] if circle.where == "before" else [*found, *others]
        return found

    @property
    def has_acted(self) -> bool:
        return self.state == "closed"

    @property
    def is_undecided(self) -> bool:
        return self.state in ("open", "waiting")


@dataclass(eq=False, slots=True)
class Stand:
    """One visit of a step or a fork. `place` is its place along the way; a repeat keeps it."""

    visit: int
    node: str
    place: int
    led_by: int = 0  # the visit whose passing led here
    chairs: list[Chair] = field(default_factory=list)
    trails: "dict[str, Trail]" = field(default_factory=dict)
    aside: "Stand | None" = None
    brought_back: int = 0  # the visit that stood aside until this one passed
    passed_at: int = 0
    claimed: int = 0  # the chair whose person has taken the work of all
    cut: bool = False  # a fork that was over because time was up in it, or an end cut it short
    pooled: bool = False  # one chair was put there for many people

    @property
    def everyone(self) -> list[Chair]:
        """Everybody who sits here, those around a chair included."""
        return [each for chair in self.chairs for each in chair.everyone()]

    def copy(self) -> "Stand":
        chairs = [chair.copy() for chair in self.chairs]
        trails = {key: trail.copy() for key, trail in self.trails.items()}
        aside = self.aside and self.aside.copy()
        same = (self.visit, self.node, self.place, self.led_by)
        passed = (self.brought_back, self.passed_at, self.claimed, self.cut, self.pooled)
        return Stand(*same, chairs, trails, aside, *passed)


@dataclass(eq=False, slots=True)
class Trail:
    """One region: what passed in it, in the order of the way, and where it stands (None: done)."""

    region: str
    done: list[Stand] = field(default_factory=list)
    now: Stand | None = None
    is_done: bool = False  # its exit was passed
    ended_by: int = 0  # by this visit

    def copy(self) -> "Trail":
        done = [stand.copy() for stand in self.done]
        now = self.now and self.now.copy()
        return Trail(self.region, done, now, self.is_done, self.ended_by)


@dataclass(eq=False, slots=True)
class Run:
    initiator: Someone | None = None
    root: Trail = field(default_factory=lambda: Trail(""))
    visits: int = 0
    chairs: int = 0
    moment: int = 0
    outcome: str = ""
    suspended: bool = False
    expired: frozenset[int] = frozenset()  # the visits that were left by their alarms

    def copy(self) -> "Run":
        return replace(self, root=self.root.copy())


def live(trail: Trail) -> Iterator[tuple[Trail, Stand]]:
    """Where the trail and everything inside it stands now, outer first."""
    if trail.now is not None:
        yield trail, trail.now
        for inner in trail.now.trails.values():
            yield from live(inner)


def passed(trail: Trail) -> Iterator[tuple[Trail, Stand]]:
    """Every visit that passed and still counts, also inside forks and in what is put aside."""
    for stand in trail.done:
        yield trail, stand
        yield from _passed_inside(stand)
    if trail.now is not None:
        yield from _passed_inside(trail.now)


def _passed_inside(stand: Stand) -> Iterator[tuple[Trail, Stand]]:
    for inner in stand.trails.values():
        yield from passed(inner)
    if stand.aside is not None:
        yield from _passed_inside(stand.aside)


def everything(stand: Stand) -> Iterator[Stand]:
    """A stand with all that is inside it or put aside by it."""
    yield stand
    for trail in stand.trails.values():
        for each in (*trail.done, *([trail.now] if trail.now else ())):
            yield from everything(each)
    if stand.aside is not None:
        yield from everything(stand.aside)
