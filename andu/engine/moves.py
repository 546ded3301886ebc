"""The other three moves: advance, set a region's position, end. Nothing else moves a run."""

from andu.engine.conditions import Value, fields_of, holds
from andu.engine.configuration import (
    Group,
    Lanes,
    Outcome,
    Position,
    Seat,
    SeatState,
    Someone,
    Vote,
    Why,
    at,
    group_of,
    positions_in,
    standing,
)
from andu.engine.copies import MOST_COPIES, copy_of, count_of
from andu.engine.definition import Definition
from andu.engine.events import Ended, Entered, Left, Restored, SideOpened, Skipped
from andu.engine.nodes import (
    Alarm,
    Automatic,
    Ending,
    Fork,
    ForkKind,
    Gate,
    OnDisagree,
    Region,
    ReturnWay,
    Step,
)
from andu.engine.seating import (
    call_next,
    open_again,
    people_for,
    seat_people,
    spare_inside,
    void_open,
)
from andu.engine.sparing import Voices, asked
from andu.engine.striking import strike, strike_aside, struck_by, visits_of
from andu.engine.verdicts import Ruling, verdict
from andu.engine.work import Stop, Work

_AT_ONCE = 4000
_FORK_WEIGHT = 80  # a fork passed at once nests calls; 50 of them in one act are enough


def settle(work: Work, region: str) -> None:
    """After a seat closed: call the next, pass, or fail, as the group's verdict says."""
    position = standing(work.configuration, region)
    ruling = verdict(group_of(position))
    if ruling is Ruling.OPEN:
        spare_inside(work, position)
        call_next(work, position)
        return
    void_open(work, position, Why.SPARED)
    if ruling is Ruling.PASS:
        pass_(work, position, position.visit)
    else:
        _fail(work, position)


def pass_(work: Work, position: Position, after: int) -> None:
    """Leave a position for good: to what was put aside, or on along the edges. A fork that is its
    own cause was cut short."""
    cut = isinstance(position.inner, Lanes) and after == position.visit
    work.say(Left(position.visit, position.node, position.region, cut=cut))
    if position.back is not None:
        _put_back(work, position.back, after)
    else:
        walk_on(work, position.region, position.node, after)


def set_position(work: Work, target: str, why: Why, *, aside: bool) -> None:
    """Set the target's region to the target; what was inside is void, or put aside."""
    region = work.definition.region_of[target]
    before = at(work.configuration, region)
    void_open(work, before, why)
    struck = struck_by(work, target, before, aside=aside)
    if not aside:
        strike(work, struck, why)
    work.striking = {each.visit for each in struck}
    _enter(work, region, target, 0, aside=aside, is_set=True)
    if aside:
        strike(work, struck, why)


def end(work: Work, outcome: Outcome, why: Why) -> None:
    """The run is over, wherever it stood."""
    void_open(work, work.configuration.position, why)
    work.say(Ended(outcome))


def begin_beside(work: Work, lane: str) -> None:
    """A side way is entered while what its alarm watches stands on."""
    frame = work.definition.fork_of[lane]
    position = standing(work.configuration, work.definition.region_of[frame])
    if at(work.configuration, lane) is not None:
        raise Stop("side_under_way", step=position.node)
    work.say(SideOpened(position.visit, frame, position.region, lane))
    _enter(work, lane, work.definition.regions[lane].entry, 0)


def can_be_set(work: Work, target: str, source: str) -> str:
    """Why the target cannot be reached by setting, seen from the source region; "" when it can.

    Its region must hold the source: a jump into a foreign branch has no meaning.
    """
    definition = work.definition
    if target == definition.drafting.key:
        return ""
    if target not in definition.region_of:
        return "unknown_target"
    if isinstance(definition.nodes[target], Automatic | Alarm):
        return "nobody_there"
    if all(each.node != target for each in work.configuration.past):
        return "not_yet_visited"
    region = definition.region_of[target]
    if not is_inside(definition, source, region):
        return "into_branch"
    return "" if visits_of(work, target) else "not_yet_visited"


def is_inside(definition: Definition, region: str, outer: str) -> bool:
    """Whether a region is another one or lies within it."""
    return outer in definition.path_to[region]


def _fail(work: Work, position: Position) -> None:
    step = work.definition.step(position.node)
    if step.on_disagree is OnDisagree.END:
        work.say(Left(position.visit, position.node, position.region, passed=False))
        end(work, Outcome.REFUSED, Why.REFUSED)
        return
    target = step.disagree_to or work.definition.drafting.key
    if can_be_set(work, target, position.region):
        target = work.definition.drafting.key
    set_position(work, target, Why.RETURNED, aside=step.return_way is ReturnWay.STRAIGHT)


def _put_back(work: Work, back: Position, after: int) -> None:
    work.say(Restored(back.visit, back.node, back.region, after))
    open_again(work, standing(work.configuration, back.region), _decides_again)


def _decides_again(seat: Seat) -> bool:
    """After a straight return the agreed keep their opinion; all others of the group decide."""
    agreed = seat.state is SeatState.CLOSED and seat.vote is Vote.FOR
    return not agreed and seat.why is not Why.REMOVED


def walk_on(work: Work, region: str, node: str, after: int) -> None:
    """On along the edges from a node that was left."""
    if node == work.definition.regions[region].exit:
        _finish(work, region, after)
    else:
        _enter(work, region, _way_on(work, node), after)


def _finish(work: Work, region: str, after: int) -> None:
    if region == work.definition.root.key:
        end(work, Outcome.PASSED, Why.SPARED)
        return
    fork = work.definition.fork_of[region]
    position = standing(work.configuration, work.definition.region_of[fork])
    if fork not in work.opening and _is_joined(position):
        pass_(work, position, _cause(work, position, after))


def _cause(work: Work, fork: Position, after: int) -> int:
    """What led on from a fork: the last step in it that passed; the fork itself, where it was over
    because time was up there, or was cut short. Nobody takes back across that: what was left
    undone would not come again."""
    steps = (each for each in work.configuration.past if isinstance(each.inner, Group))
    return after if not after or any(each.visit == after for each in steps) else fork.visit


def _is_joined(position: Position) -> bool:
    lanes = position.inner.members if isinstance(position.inner, Lanes) else ()
    return all(lane.position is None for lane in lanes)


def _way_on(work: Work, node: str) -> str:
    for edge in work.definition.ways_on[node]:
        if edge.condition is None or edge.is_default:
            return edge.target
        if holds(edge.condition, work.look(fields_of(edge.condition))):
            return edge.target
    raise Stop("no_way_on", node=node)


def _enter(
    work: Work, region: str, node: str, after: int, *, aside: bool = False, is_set: bool = False
) -> None:
    """Enter a node; where nobody waits (gates, automatic steps, steps that name nobody who is to be
    asked) go on at once. A step the run is set to is not passed over: it was meant."""
    while True:
        found = work.definition.nodes[node]
        if isinstance(found, Step):
            people = people_for(work, found)
            if people is None and is_set:
                raise Stop("nobody_found", step=node)
            voices: Voices = people or ()
            agreed: tuple[Someone, ...] = ()
            if not is_set:
                voices, agreed = asked(work, found, voices, after)
            if voices or (people is not None and not agreed):
                _enter_step(work, region, found, after, (voices, agreed), aside=aside)
                return
            work.say(Skipped(node, region, after, agreed))
        if isinstance(found, Automatic) and found.task is not None:
            work.say(Entered(work.next_visit(), node, region, after, aside=aside))
            return
        work.passed_at_once += _FORK_WEIGHT if isinstance(found, Fork) else 1
        if work.passed_at_once > _AT_ONCE:
            raise Stop("endless", node=node)
        if isinstance(found, Fork):
            branches = _chosen(work, found)
            if branches:
                _enter_fork(work, region, found, after, branches, aside=aside)
                return
            if is_set:
                raise Stop("no_rows", step=node)
            work.say(Skipped(node, region, after))
        if isinstance(found, Gate) and found.ends is not None:
            _cut_short(work, region, found.ends, after)
            return
        if node == work.definition.regions[region].exit:
            _finish(work, region, after)
            return
        node = _way_on(work, node)


def _enter_step(
    work: Work, region: str, step: Step, after: int,
    people: tuple[Voices, tuple[Someone, ...]], *, aside: bool,
) -> None:  # fmt: skip
    voices, agreed = people
    visit = work.next_visit()
    work.say(
        Entered(
            visit, step.key, region, after, aside=aside,
            mode=step.mode, hear_all=step.hear_all, threshold=step.threshold,
            agreed=agreed,
        )
    )  # fmt: skip
    seat_people(work, standing(work.configuration, region), voices)


def _enter_fork(
    work: Work, region: str, fork: Fork, after: int, branches: tuple[Region, ...], *, aside: bool
) -> None:
    lanes, visit = tuple(branch.key for branch in branches), work.next_visit()
    work.say(Entered(visit, fork.key, region, after, lanes=lanes, aside=aside))
    work.opening.add(fork.key)
    before = most = work.passed_at_once
    for branch in branches:
        if _stands(work, region, visit) is None:
            break  # a terminate end was in a branch before
        work.passed_at_once = before  # what was passed in one branch is not around the next
        begin = work.begin_at.get(branch.key, "")
        _enter(work, branch.key, begin or branch.entry, after, is_set=bool(begin))
        most = max(most, work.passed_at_once)
    work.passed_at_once = most
    work.opening.discard(fork.key)
    position = _stands(work, region, visit)
    if position is not None and _is_joined(position):
        pass_(work, position, after)


def _stands(work: Work, region: str, visit: int) -> Position | None:
    position = at(work.configuration, region)
    return position if position is not None and position.visit == visit else None


def _cut_short(work: Work, region: str, ending: Ending, after: int) -> None:
    """A terminate end: the sub-process around it is done, whatever else stands in it; the run,
    where there is none, or where it ends as refused."""
    scope = _scope_of(work, region)
    if ending is Ending.REFUSED:
        end(work, Outcome.REFUSED, Why.REFUSED)
    elif scope == work.definition.root.key:
        end(work, Outcome.PASSED, Why.SPARED)
    else:
        position = at(work.configuration, scope)
        if position is not None:
            _end_inside(work, position)
        _finish(work, scope, position.visit if position else after)


def _scope_of(work: Work, region: str) -> str:
    """The region of the sub-process a region lies in, or the root."""
    fork = work.definition.nodes.get(work.definition.fork_of.get(region, ""))
    while isinstance(fork, Fork) and not fork.is_sub_process:
        region = work.definition.region_of[fork.key]
        fork = work.definition.nodes.get(work.definition.fork_of.get(region, ""))
    return region


def _end_inside(work: Work, outer: Position) -> None:
    """What stands in the branches of a fork is left undone; it counts as passed, with the forks in
    it."""
    void_open(work, outer, Why.SPARED)
    for each in reversed(list(positions_in(outer))):
        strike_aside(work, each, Why.SPARED)
        is_fork = isinstance(each.inner, Lanes)
        work.say(Left(each.visit, each.node, each.region, passed=is_fork, cut=is_fork))


def _chosen(work: Work, fork: Fork) -> tuple[Region, ...]:
    """The branches to enter, in their order; the answers they rest on are kept with the act."""
    if fork.is_frame:
        return fork.branches[:1]
    if fork.kind in (ForkKind.PARALLEL, ForkKind.SUB):
        return fork.branches
    if fork.kind is ForkKind.ROWS:
        return _for_each_row(work, fork)
    asked = [name for b in fork.branches if b.condition for name in fields_of(b.condition)]
    known = work.look(tuple(dict.fromkeys(asked)))
    chosen = tuple(branch for branch in fork.branches if _is_wanted(branch, known))
    chosen = chosen or tuple(branch for branch in fork.branches if branch.is_default)
    if not chosen:
        raise Stop("no_way_on", node=fork.key)
    return chosen


def _for_each_row(work: Work, fork: Fork) -> tuple[Region, ...]:
    fact = count_of(fork.rows)
    count = work.look((fact,))[fact]
    rows = count if isinstance(count, int) and count > 0 else 0
    if rows > MOST_COPIES:
        raise Stop("too_many_rows", step=fork.key, rows=str(rows), most=str(MOST_COPIES))
    body = fork.branches[0].key
    return tuple(work.definition.regions[copy_of(body, at)] for at in range(1, rows + 1))


def _is_wanted(branch: Region, known: dict[str, Value]) -> bool:
    if branch.is_default:
        return False
    return branch.condition is None or holds(branch.condition, known)
