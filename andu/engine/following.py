"""What followed when a visit passed, and whether anybody has acted on it since."""

from dataclasses import dataclass, field

from andu.engine.configuration import (
    Group,
    Lanes,
    Position,
    Seat,
    SeatState,
    at,
    lane_of,
    positions_in,
    seats_in,
)
from andu.engine.nesting import Nesting, and_aside
from andu.engine.nodes import Automatic
from andu.engine.tasks import Wait
from andu.engine.work import Work


@dataclass
class Followed:
    """Where a visit is to stand again: in its region, or in that of the outermost fork it closed.

    `now` stands there because of it; None while other branches of the fork are still under way.
    `forks` are those it closed, outer first; `idle` those passed at once on the way from it.
    """

    visit: Position
    region: str
    now: Position | None = None
    forks: list[Position] = field(default_factory=list)
    idle: list[Position] = field(default_factory=list)


def what_followed(work: Work, position: Position, seat: Seat) -> Followed | None:
    """None when somebody has acted, or when what stands there has another cause."""
    nesting = Nesting(work.configuration)
    found = _climb(work, nesting, position)
    if found is None:
        return None
    inside = [e for e in work.configuration.past if found.now and nesting.lies_in(e, found.now)]
    if any(each.id > seat.id for one in (*and_aside(found.now), *inside) for each in closed(one)):
        return None
    live = list(positions_in(found.now))
    if any(_is_at_work(work, each, is_over=each not in live) and each.visit > position.visit
           for each in (*live, *inside)):  # fmt: skip
        return None
    return found


def _is_at_work(work: Work, position: Position, *, is_over: bool) -> bool:
    """Whether the machine has done something there that is not undone by going back; waiting is."""
    node = work.definition.nodes[position.node]
    task = node.task if isinstance(node, Automatic) else None
    return task is not None and (is_over or not isinstance(task, Wait))


def closed(position: Position) -> list[Seat]:
    """The seats of a step whose people acted; none of a fork."""
    if not isinstance(position.inner, Group):
        return []
    return [seat for seat in seats_in(position.inner) if seat.state is SeatState.CLOSED]


def _climb(work: Work, nesting: Nesting, position: Position) -> Followed | None:
    """From the visit's region outwards, as far as it, or a fork it closed, was the last to pass."""
    past, live = work.configuration.past, list(positions_in(work.configuration.position))
    found, here, causes = Followed(position, position.region), position, {position.visit}
    while True:
        found.region, fork = here.region, nesting.around(here)
        if fork is None or fork in live:
            found.now = at(work.configuration, here.region)
            is_cause = found.now.after in causes if found.now else (
                _is_last(nesting, past, here) and _passed_last(work, here.region)
            )  # fmt: skip
            found.idle = [each for each in past if _is_idle(nesting, found, each, causes)]
            return found if is_cause else None
        if fork.cut or not _is_last(nesting, past, here):
            return None  # what was left undone there would not come again
        causes |= {each.visit for each in past if nesting.lies_in(each, fork)}
        found.forks.insert(0, fork)
        here = fork


def _passed_last(work: Work, region: str) -> bool:
    """Whether what was left last in a branch that is done has passed: it was not time."""
    lane = lane_of(work.configuration, region)
    last = lane.by if lane else 0
    return not last or any(each.visit == last for each in work.configuration.past)


def _is_last(nesting: Nesting, past: tuple[Position, ...], here: Position) -> bool:
    """Whether no step came after it in its branch."""
    steps = (each for each in past if isinstance(each.inner, Group))
    tops = (nesting.seen_from(here.region, each) for each in steps)
    return not any(each.inside == here.inside and each.rank > here.rank for each in tops)


def _is_idle(nesting: Nesting, found: Followed, each: Position, causes: set[int]) -> bool:
    """A fork in which nobody had to act, passed at once on the way from the visit."""
    if each.after not in causes or not isinstance(each.inner, Lanes) or each in found.forks:
        return False
    is_before = any(nesting.lies_in(each, fork) for fork in found.forks)
    return each.after == found.visit.visit or not is_before
