"""Which visits count no more when a run is set, or left undone; saying so strikes them."""

from andu.engine.configuration import Position, Why, fork_around, positions_in
from andu.engine.events import Struck
from andu.engine.nesting import Nesting, and_aside
from andu.engine.work import Work


def struck_by(work: Work, target: str, before: Position | None, *, aside: bool) -> list[Position]:
    """The visits a set strikes: what stood there, and all since the target was last visited.

    Straight strikes only the visit that is repeated. A submission is never struck: it was made.
    """
    past, region = work.configuration.past, work.definition.region_of[target]
    nesting, again = Nesting(work.configuration), visits_of(work, target)
    last = max(again, key=lambda each: (each.rank, each.visit), default=None)
    if aside:
        again = [last] if last else []
        struck = [e for e in past for one in again if e is one or nesting.lies_in(e, one)]
    else:
        gone = and_aside(before)
        going = {each.visit for each in gone}
        seen = [(each, nesting.seen_from(region, each)) for each in past]
        since = [e for e, top in seen if top.visit in going or (last and _is_since(top, last))]
        struck = [*gone, *since]
    return [each for each in struck if _counts(work, each)]


def _is_since(top: Position, last: Position) -> bool:
    """Whether a visit lies as deep as the one that is repeated, and came later along the way."""
    return top.inside == last.inside and top.rank >= last.rank


def visits_of(work: Work, node: str) -> list[Position]:
    """The visits of a node that count; in a branch only those since its fork was entered."""
    around = fork_around(work.configuration, work.definition.region_of[node])
    return [e for e in work.configuration.past if e.node == node and e.inside == around]


def _counts(work: Work, position: Position) -> bool:
    return position.node != work.definition.drafting.key


def strike(work: Work, positions: list[Position], why: Why) -> None:
    """They are struck through in the trace."""
    for each in positions:
        work.say(Struck(each.visit, each.node, why))


def strike_inside(work: Work, outer: Position, why: Why) -> None:
    """All that stands or has passed inside a position counts no more, nor what it put aside."""
    nesting = Nesting(work.configuration)
    passed = [each for each in work.configuration.past if nesting.lies_in(each, outer)]
    inside = list(positions_in(outer))
    strike(work, [*passed, *inside[1:]], why)
    for each in inside:
        strike_aside(work, each, why)


def strike_aside(work: Work, position: Position, why: Why) -> None:
    """What a position would have brought back when it passed comes back no more."""
    nesting = Nesting(work.configuration)
    gone = and_aside(position.back)
    going = {each.visit for each in gone}
    past = work.configuration.past
    passed = [e for e in past if any(nesting.lies_in(e, outer) for outer in gone)]
    strike(work, [*gone, *(each for each in passed if each.visit not in going)], why)
