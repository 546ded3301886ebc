"""Can a definition always finish: every finding names its place. An empty list means sound."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from andu.engine.copies import LONGEST_INSIDE, drawn
from andu.engine.definition import Definition
from andu.engine.handlers import (
    FromField,
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Otherwise,
    Part,
    PostHolders,
    RoleHolders,
    Superior,
    Superiors,
    UnitHead,
    When,
)
from andu.engine.nodes import (
    Again,
    Alarm,
    Automatic,
    Edge,
    Fork,
    ForkKind,
    Gate,
    Node,
    OnDisagree,
    Own,
    Region,
    Step,
    regions_in,
)
from andu.engine.sound_conditions import problems_of
from andu.engine.sound_frames import about_frame
from andu.engine.sound_machine import about_machine
from andu.engine.sound_timing import about_timing
from andu.engine.sound_votes import about_vote

MOST_NODES = 2000
Passes = Callable[[Node], bool]
DEEPEST_FORKS = 8
LONGEST_KEY = 64  # so long is what a run keeps of it


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: its code, the node it concerns ("" for the whole), and more."""

    code: str
    node: str = ""
    detail: str = ""


def findings(definition: Definition) -> list[Finding]:
    """Everything that keeps a definition from being published."""
    if _too_deep([definition.root], DEEPEST_FORKS + 1):
        return [Finding("forks_too_deep")]
    found = list(_about_keys(definition))
    if found:
        return found  # the tables below would mislead
    for region in definition.regions.values():
        found += _about_region(region)
    for node in definition.nodes.values():
        if isinstance(node, Step) and node is not definition.draft_step:
            found += _about_step(definition, node)
        elif isinstance(node, Fork):
            found += _about_fork(node)
            found += [Finding(code, node.key, more) for code, more in about_frame(definition, node)]
        elif isinstance(node, Automatic | Alarm):
            problems = about_machine(definition, node)
            found += [Finding(code, node.key, detail) for code, detail in problems]
    return [*found, *_about_passing(definition.root)]


def is_sound(definition: Definition) -> bool:
    """Whether a definition may be published."""
    return not findings(definition)


def _too_deep(regions: Iterable[Region], left: int) -> bool:
    branches = [b for r in regions for n in r.nodes if isinstance(n, Fork) for b in n.branches]
    return bool(branches) and (left <= 1 or _too_deep(branches, left - 1))


def _about_keys(definition: Definition) -> Iterator[Finding]:
    regions = list(regions_in(definition.root))
    nodes = [definition.drafting.key, *(n.key for r in regions for n in r.nodes)]
    if len(nodes) > MOST_NODES:
        yield Finding("too_many_nodes", detail=str(len(nodes)))
    yield from _twice(nodes, "key_twice")
    yield from _twice([region.key for region in regions], "region_key_twice")
    keys = {*nodes, *(region.key for region in regions)}
    for key in keys:
        if not key or len(key) > LONGEST_KEY or drawn(key) != key:
            yield Finding("key_bad", key[:LONGEST_KEY])
    for key in sorted(keys & definition.tables.keys()):
        if len(key) > LONGEST_INSIDE:
            yield Finding("key_too_long_for_rows", key[:LONGEST_KEY])


def _twice(keys: list[str], code: str) -> Iterator[Finding]:
    yield from (Finding(code, key) for key, times in Counter(keys).items() if times > 1)


def _about_region(region: Region) -> Iterator[Finding]:
    nodes = {node.key: node for node in region.nodes}
    lost = [end for end in (region.entry, region.exit) if end not in nodes]
    yield from (Finding("region_end_missing", end, region.key) for end in lost)
    loose = [edge for edge in region.edges if not {edge.source, edge.target} <= set(nodes)]
    yield from (Finding("edge_loose", edge.source, edge.target) for edge in loose)
    if lost or loose:
        return
    yield from _about_ways(region, nodes)
    ways: dict[str, list[str]] = {key: [] for key in nodes}
    back: dict[str, list[str]] = {key: [] for key in nodes}
    alarms = [(node.of, node.key) for node in region.nodes if isinstance(node, Alarm)]
    for source, target in (*((e.source, e.target) for e in region.edges), *alarms):
        if source in nodes:
            ways[source].append(target)
            back[target].append(source)
    ringing = [n.key for n in region.nodes if isinstance(n, Alarm) and n.opens]
    to_exit = _reached([*ends_of(region), *ringing], back)
    from_entry = _reached([region.entry], ways)
    for key in nodes:
        if key not in from_entry:
            yield Finding("never_reached", key)
        if key not in to_exit:
            yield Finding("no_way_to_end", key)
    yield from _about_idle_loops(ways, nodes)


def _about_ways(region: Region, nodes: dict[str, Node]) -> Iterator[Finding]:
    out: dict[str, list[Edge]] = {key: [] for key in nodes}
    for edge in region.edges:
        out[edge.source].append(edge)
        if edge.condition is not None:
            for code in dict.fromkeys(problems_of(edge.condition)):
                yield Finding(code, edge.source, edge.target)
            if edge.is_default:
                yield Finding("default_with_condition", edge.source, edge.target)
    for end in ends_of(region):
        if out[end]:
            yield Finding("exit_goes_on", end)
    for key, edges in out.items():
        defaults = [edge for edge in edges if edge.condition is None]
        if len(defaults) > 1:
            yield Finding("two_defaults", key)
        if edges and not defaults:
            yield Finding("no_default", key)


def ends_of(region: Region) -> list[str]:
    """Where a way may end: at the exit, and at gates that end all."""
    ending = [n.key for n in region.nodes if isinstance(n, Gate) and n.ends is not None]
    return list(dict.fromkeys([region.exit, *ending]))


def _reached(start: list[str], ways: dict[str, list[str]]) -> set[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        for target in ways[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _about_idle_loops(ways: dict[str, list[str]], nodes: dict[str, Node]) -> Iterator[Finding]:
    """A loop in which nobody waits would never end: take away nodes without a way back in."""
    idle = {key for key, node in nodes.items() if not _has_people(node, _may_be_idle)}
    into = Counter(target for key in idle for target in ways[key] if target in idle)
    ready = [key for key in idle if not into[key]]
    while ready:
        key = ready.pop()
        idle.discard(key)
        for target in ways[key]:
            into[target] -= 1
            if target in idle and not into[target]:
                ready.append(target)
    yield from (Finding("loop_without_people", key) for key in sorted(idle))


def _has_people(node: Node, passes: Passes) -> bool:
    """Whether a run always stops here: a step, or a fork with a branch that cannot be passed."""
    if isinstance(node, Fork) and node.kind is ForkKind.INCLUSIVE:
        sure = [b for b in node.branches if b.condition is None and not b.is_default]
        stops = any(_always_stops(branch, passes) for branch in sure)
        return stops or all(_always_stops(branch, passes) for branch in node.branches)
    if isinstance(node, Fork) and node.is_frame:
        return _always_stops(node.branches[0], passes)
    if isinstance(node, Fork):
        is_sure = node.kind is not ForkKind.ROWS  # a table may be empty
        return is_sure and any(_always_stops(branch, passes) for branch in node.branches)
    return isinstance(node, Step) and not passes(node)


def _may_be_passed(node: Node) -> bool:
    if not isinstance(node, Step):
        return isinstance(node, Fork) and node.kind is ForkKind.ROWS
    return node.nobody.otherwise is Otherwise.PASS or node.own is Own.PASS


def _may_be_idle(node: Node) -> bool:
    """Also a step that asks nobody again: on a second time around everybody has agreed."""
    is_sparing = isinstance(node, Step) and node.again is not Again.EACH
    return is_sparing or _may_be_passed(node)


def _always_stops(region: Region, passes: Passes) -> bool:
    return not _idle_ways(region, passes)


def _idle_ways(region: Region, passes: Passes) -> set[str]:
    """The nodes on ways from entry to exit on which nobody may wait; none: the region stops."""
    idle = {node.key for node in region.nodes if not _has_people(node, passes)}
    if region.entry not in idle:
        return set()
    ways: dict[str, list[str]] = {node.key: [] for node in region.nodes}
    back: dict[str, list[str]] = {node.key: [] for node in region.nodes}
    for edge in region.edges:
        if {edge.source, edge.target} <= idle:
            ways[edge.source].append(edge.target)
            back[edge.target].append(edge.source)
    passed = _reached([region.entry], ways)
    ends = [key for key in ends_of(region) if key in passed]
    return passed & _reached(ends, back) if ends else set()


def _about_passing(root: Region) -> Iterator[Finding]:
    """Steps that may be passed over, on a way to the end on which nobody else is asked."""
    ways = _idle_ways(root, _may_be_passed)
    for node in root.nodes:
        passed = [each for each in _with_inner(node) if _may_be_passed(each)]
        if node.key in ways and passed:
            is_empty = isinstance(passed[0], Fork)
            yield Finding("rows_may_be_empty" if is_empty else "nobody_may_decide", node.key)


def _with_inner(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Fork):
        for inner in (each for branch in node.branches for each in branch.nodes):
            yield from _with_inner(inner)


def _about_fork(fork: Fork) -> Iterator[Finding]:
    if fork.is_sub_process:
        yield from _about_sub_process(fork)
    elif len(fork.branches) < 2:
        yield Finding("fork_too_few_branches", fork.key)
    if not _any_people(fork):
        yield Finding("fork_without_people", fork.key)
    if fork.kind is ForkKind.INCLUSIVE:
        yield from _about_choice(fork)
    elif any(branch.condition or branch.is_default for branch in fork.branches):
        yield Finding("fork_takes_all", fork.key)


def _about_sub_process(fork: Fork) -> Iterator[Finding]:
    if len(fork.branches) != 1:
        yield Finding("sub_process_branches", fork.key)
    if bool(fork.rows) != (fork.kind is ForkKind.ROWS):
        yield Finding("sub_process_rows", fork.key)
    inner = [node for node in _with_inner(fork) if isinstance(node, Fork) and node is not fork]
    if fork.kind is ForkKind.ROWS and any(node.kind is ForkKind.ROWS for node in inner):
        yield Finding("rows_in_rows", fork.key)


def _about_choice(fork: Fork) -> Iterator[Finding]:
    """Of an inclusive fork some branch is always entered: without a condition, or by default."""
    defaults = [branch for branch in fork.branches if branch.is_default]
    if len(defaults) > 1:
        yield Finding("fork_two_defaults", fork.key)
    if all(branch.condition and not branch.is_default for branch in fork.branches):
        yield Finding("fork_no_default", fork.key)
    for branch in fork.branches:
        if branch.condition is not None:
            if branch.is_default:
                yield Finding("default_with_condition", fork.key, branch.key)
            for code in dict.fromkeys(problems_of(branch.condition)):
                yield Finding(code, fork.key, branch.entry)


def _any_people(fork: Fork) -> bool:
    branches = fork.branches[:1] if fork.is_frame else fork.branches
    inside = [node for branch in branches for node in branch.nodes]
    return any(isinstance(n, Step) or (isinstance(n, Fork) and _any_people(n)) for n in inside)


def _about_step(definition: Definition, step: Step) -> Iterator[Finding]:
    if not step.handlers:
        yield Finding("no_handlers", step.key)
    for rule in step.handlers:
        if not _is_complete(rule):
            yield Finding("handler_incomplete", step.key, type(rule).__name__)
        if isinstance(rule, When):
            for code in dict.fromkeys(problems_of(rule.condition)):
                yield Finding(code, step.key)
    finals = [each for rule in step.rules for each in (rule, *getattr(rule, "among", ()))
              if isinstance(each, FromMatrix) and each.part is Part.FINAL]  # fmt: skip
    if finals and _may_be_passed(step):
        yield Finding("final_may_be_passed", step.key)
    if step.nobody.otherwise is Otherwise.PERSON and not step.nobody.person:
        yield Finding("nobody_person_missing", step.key)
    for limit in (step.respond_within, step.handle_within):
        if limit is not None and limit <= 0:
            yield Finding("limit_not_positive", step.key, str(limit))
    yield from _about_disagreeing(definition, step)
    for rule in (each.rule for each in step.at_limit or () if each.rule is not None):
        if not _is_complete(rule):
            yield Finding("handler_incomplete", step.key, type(rule).__name__)
    problems = (*about_vote(step), *about_timing(definition, step))
    yield from (Finding(code, step.key, detail) for code, detail in problems)


def _about_disagreeing(definition: Definition, step: Step) -> Iterator[Finding]:
    if step.on_disagree is not OnDisagree.RETURN:
        return
    target = step.disagree_to or definition.drafting.key
    region = definition.region_of.get(target)
    own = definition.region_of[step.key]
    is_far = region is None or region not in definition.path_to[own] or target == step.key
    if is_far or isinstance(definition.nodes[target], Automatic | Alarm):
        yield Finding("disagree_to_unreachable", step.key, target)


def _is_complete(rule: HandlerRule) -> bool:
    if isinstance(rule, When):
        return _is_complete(rule.rule)
    if isinstance(rule, InitiatorsChoice | HandlersChoice):
        return rule.most >= 1 and all(map(_is_complete, rule.among))
    if isinstance(rule, Superior | Superiors):
        return rule.level >= (1 if isinstance(rule, Superior) else 0)
    if isinstance(rule, UnitHead | LeaderInCharge):
        return not (rule.unit and rule.field) and getattr(rule, "up", 0) >= 0
    return all(getattr(rule, name) for name in _NEEDED.get(type(rule), ()))


_NEEDED: dict[type, tuple[str, ...]] = {
    NamedPerson: ("code",),
    RoleHolders: ("role",),
    PostHolders: ("post",),
    FromField: ("field",),
    FromMatrix: ("matrix",),
}
