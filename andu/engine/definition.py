"""What a flow is: a tree of regions, the initiator's own step, and what holds for the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from andu.engine.conditions import Condition
from andu.engine.copies import MOST_COPIES, Copied, copied, drawn, row_of
from andu.engine.handlers import Initiator, Otherwise, PlainRule, When
from andu.engine.nodes import (
    Alarm,
    Edge,
    Fork,
    ForkKind,
    Node,
    OnDisagree,
    Region,
    Step,
    regions_in,
)


class Withdrawal(StrEnum):
    """How long the initiator may withdraw."""

    UNTIL_FIRST_DECISION = "until_first_decision"
    UNTIL_END = "until_end"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """The initiator's own step: the first position of every run, and where returns to him go.

    It stands before the root region's entry without being drawn there. A drawing whose first
    task belongs to the initiator gives that task's key and name here.
    """

    key: str = "draft"
    name: str = ""


USUAL_DRAFTING = Drafting()


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One version of a flow. Lookup tables are made once per object and cost nothing afterwards."""

    key: str
    name: str = ""
    root: Region
    drafting: Drafting = USUAL_DRAFTING
    withdrawal: Withdrawal = Withdrawal.UNTIL_FIRST_DECISION
    take_back: bool = True

    @cached_property
    def draft_step(self) -> Step:
        """The initiator's step as the engine sees it."""
        return Step(
            key=self.drafting.key,
            name=self.drafting.name,
            handlers=(Initiator(),),
            on_disagree=OnDisagree.END,
            may_return=False,
        )

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Every region by key, outer before inner; a copy for a row of a table when asked for."""
        return Copied({each.key: each for each in regions_in(self.root)}, self._region_of_a_copy)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every node by key, the initiator's step included; those of copies when asked for."""
        found: dict[str, Node] = {self.drafting.key: self.draft_step}
        for region in self.regions.values():
            found.update((node.key, node) for node in region.nodes)
        return Copied(found, lambda key: self._copy(key).nodes[key])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of people in the order they are written, without the initiator's."""
        inside = list(self.nodes.values())[1:]
        return tuple(node for node in inside if isinstance(node, Step))

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """The key of the region that holds each node."""
        found = {self.drafting.key: self.root.key}
        for region in self.regions.values():
            found.update((node.key, region.key) for node in region.nodes)
        return Copied(found, lambda key: self._copy(key).region_of[key])

    @cached_property
    def path_to(self) -> Mapping[str, tuple[str, ...]]:
        """For each region, the regions from the root down to it, itself included."""
        paths: dict[str, tuple[str, ...]] = {self.root.key: (self.root.key,)}
        for region in self.regions.values():
            for fork in (node for node in region.nodes if isinstance(node, Fork)):
                for branch in fork.branches:
                    paths[branch.key] = (*paths[region.key], branch.key)
        return Copied(paths, self._path_to_a_copy)

    @cached_property
    def fork_of(self) -> Mapping[str, str]:
        """The key of the fork each branch region belongs to."""
        forks = (node for node in self.nodes.values() if isinstance(node, Fork))
        found = {branch.key: fork.key for fork in forks for branch in fork.branches}
        return Copied(found, self._fork_of_a_copy)

    @cached_property
    def ways_on(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges out of each node: conditions in their order, the default last."""
        ways: dict[str, list[Edge]] = {key: [] for key in self.nodes}
        ways[self.drafting.key].append(Edge(source=self.drafting.key, target=self.root.entry))
        for region in self.regions.values():
            for edge in region.edges:
                ways.setdefault(edge.source, []).append(edge)
        found = {k: tuple(sorted(e, key=_defaults_last)) for k, e in ways.items()}
        return Copied(found, lambda key: self._copy(key).ways_on[key])

    @cached_property
    def alarms(self) -> Mapping[str, tuple[Alarm, ...]]:
        """The timers on each node that has any."""
        found: dict[str, tuple[Alarm, ...]] = dict.fromkeys(self.nodes, ())
        for alarm in (node for node in self.nodes.values() if isinstance(node, Alarm)):
            found[alarm.of] = (*found.get(alarm.of, ()), alarm)
        return Copied(found, lambda key: self._copy(key).alarms[key])

    @cached_property
    def has_machine(self) -> bool:
        """Whether the machine has anything to do in it, or to watch."""
        nodes = self.nodes.values()
        return any(isinstance(n, Alarm) or getattr(n, "task", None) is not None for n in nodes)

    @cached_property
    def tables(self) -> dict[str, Fork]:
        """For each region and node that is copied for the rows of a table, the fork it is in."""
        forks = (node for node in self.nodes.values() if isinstance(node, Fork))
        bodies = ((f, b) for f in forks if f.kind is ForkKind.ROWS for b in f.branches)
        inner = ((f, r) for f, body in bodies for r in regions_in(body))
        return {key: f for f, r in inner for key in (r.key, *(node.key for node in r.nodes))}

    @cached_property
    def _copies(self) -> "dict[tuple[str, int], Definition]":
        return {}

    def _copy(self, key: str) -> "Definition":
        """The copy a key belongs to, as a little definition of its own; KeyError when none."""
        number, fork = row_of(key), self.tables.get(drawn(key))
        if fork is None or not 0 < number <= MOST_COPIES:
            raise KeyError(key)
        known = self._copies.get((fork.key, number))
        if known is None:
            root = copied(fork.branches[0], fork.rows, number)
            known = self._copies[fork.key, number] = Definition(key=self.key, root=root)
        return known

    def _region_of_a_copy(self, key: str) -> Region:
        return self._copy(key).regions[key]

    def _path_to_a_copy(self, key: str) -> tuple[str, ...]:
        inside = self._copy(key).path_to[key]
        return (*self.path_to[self.region_of[self.tables[drawn(key)].key]], *inside)

    def _fork_of_a_copy(self, key: str) -> str:
        copy = self._copy(key)
        return self.tables[drawn(key)].key if key == copy.root.key else copy.fork_of[key]

    @cached_property
    def conditions(self) -> tuple[tuple[str, Condition], ...]:
        """Every condition, with the key of the node it follows, of the entry of its branch, or of
        the step whose handlers it chooses."""
        regions = self.regions.values()
        asked = [(s.key, r) for s in self.steps for r in s.handlers]
        handled = [(key, rule.condition) for key, rule in asked if isinstance(rule, When)]
        ways = [(e.source, e.condition) for r in regions for e in r.edges if e.condition]
        return (*ways, *((r.entry, r.condition) for r in regions if r.condition), *handled)

    @cached_property
    def rules(self) -> tuple[PlainRule, ...]:
        """The rules of all steps, also those that only count when the form says so."""
        return tuple(rule for step in self.steps for rule in step.rules)

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether some step refuses to be empty, so that starting must look along the way."""
        return any(step.nobody.otherwise is Otherwise.REFUSE for step in self.steps)

    def step(self, key: str) -> Step:
        """The step with this key; KeyError when there is none."""
        node = self.nodes[key]
        if not isinstance(node, Step):
            raise KeyError(key)
        return node


def _defaults_last(edge: Edge) -> bool:
    return edge.condition is None or edge.is_default
