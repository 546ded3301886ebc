"""Which parallel or inclusive gateways belong together: the closing one is the first that all
ways must pass.

Classic immediate post-dominators (Cooper, Harvey, Kennedy) on the drawing's graph.
"""

from collections.abc import Iterable, Iterator, Mapping

from andu.workflow.bpmn.graph import Graph
from andu.workflow.bpmn.sketch import FORKS, Arrow, Pair, What

AFTER_ALL = ""


def pairs(graph: Graph, limit: int) -> dict[str, Pair]:
    """The matched pairs, by their opening gateway. What isn't here opens as a draft only."""
    certain = _certain_next(graph)
    found = {}
    for key, shape in graph.shapes.items():
        one_in = len(graph.into[key]) <= 1 or key in graph.merged
        if shape.what in FORKS and len(graph.out[key]) > 1 and one_in:
            tried = (_pair(graph, key, join) for join in _chain(certain, key))
            pair = next((each for each in tried if each), None)
            if pair:
                found[key] = pair
    return _nested_well(found, limit)


def _chain(certain: Mapping[str, str], key: str) -> Iterator[str]:
    """What every way from here passes, nearest first: the first alone, unless all branches but one
    end all, when it may lie within the one that goes on."""
    join = certain.get(key, AFTER_ALL)
    while join != AFTER_ALL:
        yield join
        join = certain.get(join, AFTER_ALL)


def _pair(graph: Graph, split: str, join: str) -> Pair | None:
    shape = graph.shapes.get(join)
    ways = graph.out[split]
    if shape is None or shape.what is not graph.shapes[split].what:
        return None
    if len(graph.out[join]) > 1 and join not in graph.parted:
        return None
    branches = tuple(_branch(graph, way, split, join) for way in ways)
    closing = {arrow.source for arrow in graph.into[join]}
    meeting = [each for each in branches if not each or closing & set(each)]
    if len(graph.into[join]) != len(meeting):
        return None
    keys = [key for branch in branches for key in branch]
    if split in keys or len(keys) != len(set(keys)):
        return None
    if not all(
        _is_closed(graph, way, set(branch), join)
        for way, branch in zip(ways, branches, strict=True)
    ):
        return None
    return Pair(join, branches)


def _branch(graph: Graph, way: Arrow, split: str, join: str) -> tuple[str, ...]:
    seen: set[str] = set()
    waiting = [way.target]
    while waiting:
        key = waiting.pop()
        if key == join or key in seen:
            continue
        seen.add(key)
        if key == split:
            break
        waiting.extend(graph.follow(key))
    return tuple(key for key in graph.shapes if key in seen)


def _is_closed(graph: Graph, way: Arrow, branch: set[str], join: str) -> bool:
    """One way in, and one way out, or, of a branch that ends all, none."""
    leaving = [arrow for key in branch for arrow in graph.out[key] if arrow.target not in branch]
    entering = [arrow for key in branch for arrow in graph.into[key] if arrow.source not in branch]
    if not branch:
        return way.target == join
    is_last = not leaving and any(graph.shapes[key].what is What.STOP for key in branch)
    return (is_last or [a.target for a in leaving] == [join]) and entering == [way]


def _nested_well(found: dict[str, Pair], limit: int) -> dict[str, Pair]:
    """Without those that lie deeper than the limit."""
    depth = dict.fromkeys(found, 1)
    for pair in found.values():
        for key in (key for branch in pair.branches for key in branch):
            if key in depth:
                depth[key] += 1
    return {key: pair for key, pair in found.items() if depth[key] <= limit}


def _certain_next(graph: Graph) -> Mapping[str, str]:
    """For each shape the nearest one that every way to an end passes; ways that end all, and alarms
    that leave a whole pair, are not among them. Where all ends end all, the last is meant."""
    stops = [key for key, shape in graph.shapes.items() if shape.what is What.STOP]
    ends = [k for k in graph.shapes if not graph.out[k] and k not in stops] or stops[-1:]
    order = _from_the_end(graph, ends)
    number = {key: at for at, key in enumerate(order)}
    certain: dict[str, str] = {AFTER_ALL: AFTER_ALL}
    changed = True
    while changed:
        changed = False
        for key in order[1:]:
            after = _after(graph, key) or [AFTER_ALL]
            new = _meet([each for each in after if each in certain], certain, number)
            if certain.get(key) != new:
                certain[key], changed = new, True
    return certain


def _after(graph: Graph, key: str) -> list[str]:
    if graph.shapes[key].what in FORKS:
        return [arrow.target for arrow in graph.out[key]]
    return graph.follow(key)


def _meet(keys: Iterable[str], certain: Mapping[str, str], number: Mapping[str, int]) -> str:
    meeting: str | None = None
    for key in keys:
        one, other = meeting if meeting is not None else key, key
        while one != other:
            while number[one] > number[other]:
                one = certain[one]
            while number[other] > number[one]:
                other = certain[other]
        meeting = one
    return meeting or AFTER_ALL


def _from_the_end(graph: Graph, ends: list[str]) -> list[str]:
    """The shapes that reach an end, the virtual last one first, in reverse post-order."""
    done: list[str] = []
    seen: set[str] = set()
    waiting: list[tuple[str, bool]] = [(end, False) for end in ends]
    while waiting:
        key, is_left = waiting.pop()
        if is_left:
            done.append(key)
        elif key not in seen:
            seen.add(key)
            waiting.append((key, True))
            waiting.extend((each, False) for each in graph.before(key))
    return [AFTER_ALL, *reversed(done)]
