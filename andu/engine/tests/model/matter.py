"""One matter: its flow laid out in tables of our own, its run, and whom and what it can ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from andu.engine.configuration import Someone
from andu.engine.definition import Definition
from andu.engine.handlers import HandlerRule, Initiator
from andu.engine.nodes import Fork, ForkKind, Node, OnDisagree, Region, Step
from andu.engine.tests.model.copies import branches
from andu.engine.tests.model.state import Chair, Run, Stand, Trail, live, passed

MOST_ROWS = 3  # of the table in the world; a copy may be named before there is a row for it


@dataclass(eq=False)
class Matter:
    definition: Definition
    ask: Callable[[str, HandlerRule], tuple[Someone, ...]]
    value: Callable[[str], Any]
    run: Run = field(default_factory=Run)
    nodes: dict[str, Node] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)  # node: its region
    fork_of: dict[str, str] = field(default_factory=dict)  # region of a branch: its fork
    middle: dict[str, str] = field(default_factory=dict)  # region: where it begins this once

    def __post_init__(self) -> None:
        self._lay_out(self.definition.root)
        draft = Step(
            key=self.draft, handlers=(Initiator(),), on_disagree=OnDisagree.END, may_return=False
        )
        self.nodes[self.draft] = draft
        self.home[self.draft] = self.definition.root.key

    def add_copies(self, fork: Fork) -> list[str]:
        """A branch for each row the table has now, laid out beside the drawn one; their keys."""
        return self._lay_out_copies(fork, self.value(f"{fork.rows}.#"))

    def _lay_out_copies(self, fork: Fork, count: Any) -> list[str]:
        made = branches(fork, count)
        for branch in made:
            self.fork_of[branch.key] = fork.key
            self._lay_out(branch)
        return [branch.key for branch in made]

    def _lay_out(self, region: Region) -> None:
        self.regions[region.key] = region
        for node in region.nodes:
            self.nodes[node.key] = node
            self.home[node.key] = region.key
            if isinstance(node, Fork):
                for branch in node.branches:
                    self.fork_of[branch.key] = node.key
                    self._lay_out(branch)
                if node.kind is ForkKind.ROWS:
                    self._lay_out_copies(node, MOST_ROWS)

    @property
    def draft(self) -> str:
        return self.definition.drafting.key

    def step(self, key: str) -> Step:
        node = self.nodes[key]
        assert isinstance(node, Step)
        return node

    def holds(self, outer: str, inner: str) -> bool:
        """Whether a region is, or lies around, another one."""
        while inner != outer:
            if inner not in self.fork_of:
                return False
            inner = self.home[self.fork_of[inner]]
        return True

    def trails(self) -> Iterator[Trail]:
        """The root and every chosen branch of what stands now."""
        yield self.run.root
        for _, stand in live(self.run.root):
            yield from stand.trails.values()

    def trail(self, region: str) -> Trail:
        return next(trail for trail in self.trails() if trail.region == region)

    def around(self, trail: Trail) -> Trail | None:
        """The trail in which the fork stands that this trail is a branch of."""
        for outer, stand in live(self.run.root):
            if trail in stand.trails.values():
                return outer
        return None

    def every_stand(self) -> list[tuple[Trail, Stand]]:
        """What stands now and what passed."""
        return [*live(self.run.root), *passed(self.run.root)]

    def every_chair(self) -> list[tuple[Trail, Stand, Chair]]:
        return [(t, stand, chair) for t, stand in self.every_stand() for chair in stand.everyone]

    def standing(self, number: int) -> tuple[Trail, Stand, Chair] | None:
        """The chair with this number where the run stands now."""
        return _find(live(self.run.root), number)

    def in_past(self, number: int) -> tuple[Trail, Stand, Chair] | None:
        """The chair with this number among what passed and still counts."""
        return _find(passed(self.run.root), number)


def _find(stands: Iterator[tuple[Trail, Stand]], number: int) -> tuple[Trail, Stand, Chair] | None:
    for trail, stand in stands:
        for chair in stand.everyone:
            if chair.number == number:
                return trail, stand, chair
    return None
