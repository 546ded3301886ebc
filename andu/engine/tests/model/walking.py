"""Going on: a place is entered, a step is decided, a branch is done, the matter ends."""

from andu.engine.handlers import Otherwise
from andu.engine.nodes import Automatic, Ending, Fork, ForkKind, Gate, Step
from andu.engine.tests.model.conditions import is_true
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.seating import ask_again, is_empty, lose, seat, sitting
from andu.engine.tests.model.state import Refused, Stand, Trail, everything, live


def way_on(matter: Matter, node: str) -> str:
    """The next node: the first way whose condition is true, else the one without a condition."""
    if node == matter.draft:
        return matter.definition.root.entry
    ways = [edge for edge in matter.regions[matter.home[node]].edges if edge.source == node]
    for edge in ways:
        if edge.condition is not None and is_true(edge.condition, matter.value):
            return edge.target
    return next(edge.target for edge in ways if edge.condition is None)


def chosen(matter: Matter, fork: Fork) -> list[str]:
    """The branches that are entered, as written."""
    if fork.kind is ForkKind.ROWS:
        return matter.add_copies(fork)
    if fork.kind is ForkKind.ALONGSIDE:
        return [fork.branches[0].key]
    if fork.kind in (ForkKind.PARALLEL, ForkKind.SUB):
        return [branch.key for branch in fork.branches]
    found = [
        branch.key for branch in fork.branches
        if not branch.is_default
        and (branch.condition is None or is_true(branch.condition, matter.value))
    ]  # fmt: skip
    return found or [branch.key for branch in fork.branches if branch.is_default]


def enter(matter: Matter, trail: Trail, node: str, led_by: int) -> None:
    """Go on at a node; gates and automatic steps are passed at once, and steps nobody is needed
    at."""
    if is_passed_over(matter, node, led_by):
        go_on(matter, trail, node, led_by)
    elif is_place(matter, node):
        matter.run.visits += 1
        stand_at(matter, trail, Stand(matter.run.visits, node, matter.run.visits, led_by))
    elif ending_at(matter, node) is not None:
        cut_short(matter, trail, ending_at(matter, node), led_by)
    else:
        go_on(matter, trail, node, led_by)


def is_place(matter: Matter, node: str) -> bool:
    """Whether a run can stand there: people, a fork, or the machine with something to do."""
    what = matter.nodes.get(node)
    return isinstance(what, Step | Fork) or is_machine(matter, node)


def is_machine(matter: Matter, node: str) -> bool:
    what = matter.nodes.get(node)
    return isinstance(what, Automatic) and what.task is not None


def ending_at(matter: Matter, node: str) -> Ending | None:
    what = matter.nodes[node]
    return what.ends if isinstance(what, Gate) else None


def cut_short(matter: Matter, trail: Trail, ending: Ending | None, led_by: int) -> None:
    """All that stands beside is over, out to the nearest sub-process or to the whole matter."""
    outer = matter.around(trail)
    while outer is not None and not is_sub_process(matter, trail):
        trail, outer = outer, matter.around(outer)
    if ending is Ending.REFUSED:
        end(matter, "refused")
    elif outer is None:
        end(matter, "passed")
    else:
        fork = trail.now
        leave_undone(matter, trail)
        leave(matter, trail, fork.visit if fork else led_by)


def is_sub_process(matter: Matter, branch: Trail) -> bool:
    """Whether a branch is that of a sub-process, not one of several."""
    fork = matter.nodes[matter.fork_of[branch.region]]
    return isinstance(fork, Fork) and fork.kind in (ForkKind.SUB, ForkKind.ROWS)


def leave_undone(matter: Matter, trail: Trail) -> None:
    """A fork whose branches are left where they stand counts as passed."""
    if trail.now is not None:
        trail.now.cut = True
    for stand in everything(trail.now) if trail.now else ():
        for chair in stand.everyone:
            lose(chair, "spared")
    count_as_passed(matter, trail)


def count_as_passed(matter: Matter, trail: Trail) -> None:
    """Steps are left undone; of forks, what has passed in their branches has passed."""
    stand = trail.now
    trail.now, trail.is_done = None, True
    if stand is None or not stand.trails:
        return
    for branch in stand.trails.values():
        count_as_passed(matter, branch)
    stand.passed_at, stand.aside = matter.run.moment, None
    trail.done.append(stand)
    trail.done.sort(key=lambda each: each.place)


def is_passed_over(matter: Matter, node: str, led_by: int) -> bool:
    """Whether a step may be without people, and is; or all of them need not be asked. Or the table
    has no row."""
    what = matter.nodes[node]
    if isinstance(what, Fork):
        return not chosen(matter, what)
    if not isinstance(what, Step):
        return False
    if what.nobody.otherwise is Otherwise.PASS and is_empty(matter, what):
        return True
    return not sitting(matter, what, led_by, is_set=False)


def go_on(matter: Matter, trail: Trail, node: str, led_by: int) -> None:
    if node == matter.regions[trail.region].exit:
        leave(matter, trail, led_by)
    else:
        enter(matter, trail, way_on(matter, node), led_by)


def stand_at(matter: Matter, trail: Trail, stand: Stand, *, is_set: bool = False) -> None:
    """A new visit: the people of a step sit down, the branches of a fork are entered. Where the run
    is set to a step everybody is asked."""
    trail.now, trail.is_done = stand, False
    what = matter.nodes[stand.node]
    if isinstance(what, Automatic):
        return
    if not isinstance(what, Fork):
        seat(matter, stand, is_set=is_set)
        return
    branches = chosen(matter, what)
    if not branches:
        raise Refused("no_rows")
    stand.trails = {key: Trail(key) for key in branches}
    for key in branches:
        if trail.now is not stand or matter.run.outcome:
            break  # a branch before has ended it all
        middle = matter.middle.pop(key, "")
        if middle:
            begin_in_the_middle(matter, stand.trails[key], middle)
        else:
            enter(matter, stand.trails[key], matter.regions[key].entry, stand.led_by)


def begin_in_the_middle(matter: Matter, trail: Trail, node: str) -> None:
    matter.run.visits += 1
    new = Stand(matter.run.visits, node, matter.run.visits)
    stand_at(matter, trail, new, is_set=True)


def leave(matter: Matter, trail: Trail, led_by: int) -> None:
    """A region is done: the matter has passed, or a branch, and with the last branch its fork."""
    trail.now, trail.ended_by, trail.is_done = None, led_by, True
    outer = matter.around(trail)
    if outer is None:
        matter.run.outcome = "passed"
    elif outer.now is not None and is_done(outer.now):
        late = {stand.visit for stand in trail.done if stand.cut} | matter.run.expired
        outer.now.cut = led_by in late
        pass_on(matter, outer)


def is_done(fork: Stand) -> bool:
    return all(trail.is_done for trail in fork.trails.values())


def pass_on(matter: Matter, trail: Trail) -> None:
    """What stands here has passed: what was put aside comes back, or the way goes on."""
    stand = trail.now
    assert stand is not None
    for chair in stand.everyone:
        lose(chair, "spared")
    stand.passed_at = matter.run.moment
    trail.done.append(stand)
    trail.done.sort(key=lambda each: each.place)
    trail.now = None
    if stand.aside is not None:
        bring_back(matter, trail, stand)
    elif stand.node == matter.regions[trail.region].exit:
        leave(matter, trail, stand.visit)
    else:
        enter(matter, trail, way_on(matter, stand.node), stand.visit)


def bring_back(matter: Matter, trail: Trail, stand: Stand) -> None:
    """What a straight return put aside stands again as it was; who had not agreed is asked anew."""
    back, stand.aside = stand.aside, None
    assert back is not None
    trail.now, back.led_by, stand.brought_back = back, stand.visit, back.visit
    wake(matter, trail)


def wake(matter: Matter, trail: Trail) -> None:
    for _, each in live(trail):
        if each.chairs:
            silent = [
                chair for chair in each.everyone
                if chair.vote != "for" and chair.why != "removed"
            ]  # fmt: skip
            ask_again(matter, each, silent, "returned")


def end(matter: Matter, outcome: str) -> None:
    """The matter is over; nobody's turn is left."""
    if matter.run.root.now is not None:
        for stand in everything(matter.run.root.now):
            for chair in stand.everyone:
                lose(chair, outcome)
    matter.run.outcome, matter.run.suspended = outcome, False


def need_nobody_be_missing(matter: Matter) -> None:
    """Starting looks along the way: a step on it that must not be empty keeps it from starting."""
    if all(s.nobody.otherwise is not Otherwise.REFUSE for s in matter.definition.steps):
        return
    for step in steps_ahead(matter, matter.definition.root.key):
        if step.nobody.otherwise is Otherwise.REFUSE and is_empty(matter, step):
            raise Refused("nobody_found")


def steps_ahead(matter: Matter, region: str) -> list[Step]:
    """The steps from a region's entry if everybody agrees; a loop is followed once."""
    found: list[Step] = []
    _follow(matter, region, matter.regions[region].entry, found)
    return found


def _follow(matter: Matter, region: str, start: str, found: list[Step]) -> bool:
    """Whether the region's end is reached."""
    seen: set[str] = set()
    node = start
    while node not in seen:
        seen.add(node)
        what = matter.nodes[node]
        if isinstance(what, Step):
            found.append(what)
        if isinstance(what, Fork):
            branches = chosen(matter, what)
            ends = [_follow(matter, b, matter.regions[b].entry, found) for b in branches]
            if not all(ends):
                return False
        if node == matter.regions[region].exit:
            return True
        node = way_on(matter, node)
    return False
