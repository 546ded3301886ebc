"""Random sound definitions from a seed: forks in forks, loops, leaps, conditions, all settings."""

import itertools
import random
from dataclasses import dataclass, field

from andu.engine import (
    Again,
    Alarm,
    AllOf,
    AnyOf,
    Automatic,
    Ballot,
    Condition,
    Definition,
    Edge,
    Ending,
    Fork,
    ForkKind,
    Gate,
    Mode,
    Nature,
    Nobody,
    Node,
    Not,
    OnDisagree,
    OnFailure,
    Otherwise,
    Own,
    ReadCounts,
    Region,
    ReturnWay,
    Step,
    Threshold,
    TransferRange,
    Wait,
    Withdrawal,
    is_sound,
)  # fmt: skip
from andu.engine.tests.model.material import RULES, TASKS, TESTS

SOMEBODY = Nobody(Otherwise.PERSON, "p6")


def sound_definition(chance: random.Random, **more: float) -> Definition:
    """Draw until one is sound; `more` of what is rare."""
    while True:
        drawn = Drawer(chance, **more).definition()  # type: ignore[arg-type]
        if is_sound(drawn) and not _looks_past_an_end(drawn):
            return drawn


def _looks_past_an_end(drawn: Definition) -> bool:
    """Whether starting looks along a way that a terminate end may cut: which branch comes first
    then decides what is seen, and is told in a story instead."""
    return drawn.looks_ahead and any(getattr(each, "ends", None) for each in drawn.nodes.values())


@dataclass
class Drawer:
    chance: random.Random
    made: int = 0
    in_rows: bool = False
    alarms: float = 0.2  # how often a region has one
    ends: float = 0.1
    bells: float = 0.1  # how often a region has an alarm that opens a side way
    sides: list[str] = field(default_factory=list)  # those of the frame that is being drawn
    earlier: list[str] = field(default_factory=list)  # what a disagreement here may return to

    def definition(self) -> Definition:
        chance = self.chance
        return Definition(
            key="drawn",
            root=self.scope(chance.choice((1, 2, 2, 3)), chance.randint(2, 5)),
            withdrawal=chance.choice(list(Withdrawal)),
            take_back=chance.random() < 0.85,
        )

    def fresh(self, letter: str) -> str:
        self.made += 1
        return f"{letter}{self.made}"

    def scope(self, depth: int, length: int) -> Region:
        """A region; when alarms in it open side ways, a frame with it and with them."""
        around, self.sides = self.sides, []
        whole = self.fresh("r")
        branches = [self.region(depth, length, f"{whole}_main")]
        # more may come while they are drawn
        branches.extend(self.region(0, self.chance.choice((1, 2)), key) for key in self.sides)
        is_plain, self.sides = not self.sides, around
        if is_plain:
            return branches[0]
        key = f"{whole}_frame"
        frame = Fork(key=key, branches=tuple(branches), kind=ForkKind.ALONGSIDE)
        return Region(key=whole, entry=key, exit=key, nodes=(frame,))

    def region(self, depth: int, length: int, called: str = "") -> Region:
        """A row of nodes, with leaps ahead and loops back where a condition holds."""
        nodes: list[Node] = []
        outside = len(self.earlier)
        for _ in range(length):
            nodes.append(self.node(depth))
            if isinstance(nodes[-1], Step | Fork):
                self.earlier.append(nodes[-1].key)
        del self.earlier[outside:]
        if self.chance.random() < 0.6:
            nodes.append(Gate(key=self.fresh("g")))
        edges = self.edges(nodes)
        apart, ways = self.besides(nodes)
        return Region(
            key=called or self.fresh("r"), entry=nodes[0].key, exit=nodes[-1].key,
            nodes=(*nodes, *apart), edges=(*ways, *edges),
        )  # fmt: skip

    def besides(self, nodes: list[Node]) -> tuple[list[Node], list[Edge]]:
        """Now and then an alarm with its way on, and a gate that ends all with a way to it."""
        apart: list[Node] = []
        ways: list[Edge] = []
        places = [n.key for n in nodes if isinstance(n, Step | Fork) or getattr(n, "task", None)]
        if places and len(nodes) > 1 and self.chance.random() < self.alarms:
            alarm = Alarm(key=self.fresh("a"), of=self.chance.choice(places), when=Wait(minutes=9))
            apart.append(alarm)
            ways.append(Edge(source=alarm.key, target=self.chance.choice(nodes).key))
        if places and self.chance.random() < self.bells:
            apart.append(self.bell(places))
        if len(nodes) > 1 and self.chance.random() < self.ends:
            last = Gate(key=self.fresh("t"), ends=self.chance.choice(list(Ending)))
            apart.append(last)
            source = self.chance.choice(nodes[:-1]).key
            ways.append(Edge(source=source, target=last.key, condition=self.condition()))
        return apart, ways

    def bell(self, places: list[str]) -> Alarm:
        """An alarm that opens a new side way, or one that another opens as well."""
        if len(self.sides) > 2 or (self.sides and self.chance.random() < 0.3):
            opens = self.chance.choice(self.sides)
        else:
            opens = self.fresh("w")
            self.sides.append(opens)
        key, of = self.fresh("a"), self.chance.choice(places)
        return Alarm(key=key, of=of, when=Wait(minutes=9), opens=opens)

    def node(self, depth: int) -> Node:
        what = self.chance.random()
        if depth > 0 and what < 0.10:
            return self.sub_process(depth - 1)
        if depth > 0 and what < 0.35:
            return self.fork(depth - 1)
        if what > 0.92:
            return self.chance.choice((Gate, Automatic))(key=self.fresh("g"))
        return self.machine() if what > 0.86 else self.step()

    def machine(self) -> Automatic:
        chance = self.chance
        return Automatic(
            key=self.fresh("m"), task=chance.choice(TASKS),
            on_failure=chance.choice(list(OnFailure)),
            failure_to=chance.choice(["", *self.earlier]),
        )  # fmt: skip

    def edges(self, nodes: list[Node]) -> tuple[Edge, ...]:
        keys = [node.key for node in nodes]
        edges = [Edge(source=one, target=other) for one, other in itertools.pairwise(keys)]
        if len(keys) > 1:
            for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
                source, target = self.chance.choice(keys[:-1]), self.chance.choice(keys)
                edge = Edge(source=source, target=target, condition=self.condition())
                edges.insert(self.chance.randint(0, len(edges)), edge)
        return tuple(edges)

    def fork(self, depth: int) -> Fork:
        key, count = self.fresh("k"), self.chance.choice((2, 2, 2, 3))
        lengths = [self.chance.choice((1, 1, 2, 3)) for _ in range(count)]
        branches = tuple(self.region(depth, length) for length in lengths)
        if self.chance.random() < 0.5:
            return Fork(key=key, branches=branches)
        made = tuple(self.branch(branch) for branch in branches)
        return Fork(key=key, branches=made, kind=ForkKind.INCLUSIVE)

    def sub_process(self, depth: int) -> Fork:
        """One region in place, or, but within another such, one for each row of a table."""
        is_plain = self.in_rows or self.chance.random() < 0.4
        self.in_rows = self.in_rows or not is_plain
        key, body = self.fresh("k"), self.scope(depth, self.chance.choice((1, 1, 2, 3)))
        self.in_rows = self.in_rows and is_plain
        if is_plain:
            return Fork(key=key, branches=(body,), kind=ForkKind.SUB)
        return Fork(key=key, branches=(body,), kind=ForkKind.ROWS, rows="rows")

    def branch(self, drawn: Region) -> Region:
        what = self.chance.random()
        return Region(
            key=drawn.key, entry=drawn.entry, exit=drawn.exit, nodes=drawn.nodes, edges=drawn.edges,
            condition=self.condition() if what < 0.6 else None, is_default=0.6 <= what < 0.85,
        )  # fmt: skip

    def condition(self, depth: int = 2) -> Condition:
        chance = self.chance
        if depth and chance.random() < 0.3:
            parts = tuple(self.condition(depth - 1) for _ in range(chance.randint(1, 2)))
            return chance.choice((AllOf(parts), AnyOf(parts), Not(parts[0])))
        return chance.choice(TESTS)

    def threshold(self) -> Threshold:
        if self.chance.random() < 0.4:
            return Threshold(count=self.chance.randint(1, 4))
        return Threshold(percent=self.chance.choice((1, 34, 50, 51, 67, 99, 100)))

    def ballots(self, count: int) -> tuple[Ballot, ...]:
        if self.chance.random() < 0.4:
            return ()
        return tuple(
            Ballot(weight=self.chance.randint(1, 4), veto=self.chance.random() < 0.25)
            for _ in range(count)
        )

    def step(self) -> Step:
        chance = self.chance
        count = chance.choice((1, 1, 2, 2, 3))
        mode = chance.choice(list(Mode))
        natures = (Nature.READ, Nature.WORK, *(Nature.APPROVE,) * 8)
        return Step(
            key=self.fresh("s"),
            handlers=tuple(chance.sample(RULES, count)),
            mode=mode,
            nature=Nature.APPROVE if mode is Mode.VOTE else chance.choice(natures),
            threshold=self.threshold() if mode is Mode.VOTE else None,
            ballots=self.ballots(count) if mode is Mode.VOTE else (),
            nobody=chance.choice(
                (Nobody(), Nobody(), SOMEBODY, Nobody(Otherwise.REFUSE), Nobody(Otherwise.PASS))
            ),
            hear_all=chance.random() < 0.3,
            on_disagree=OnDisagree.END if chance.random() < 0.25 else OnDisagree.RETURN,
            disagree_to=chance.choice(["", *self.earlier]),
            may_return=chance.random() < 0.9,
            return_way=chance.choice(list(ReturnWay)),
            read_counts_as=chance.choice((None, None, *ReadCounts)),
            transfer=chance.choice((None, None, None, *TransferRange)),
            may_add=chance.random() < 0.95,
            again=chance.choice((Again.EACH, Again.EACH, *Again)),
            own=chance.choice((Own.ASK, Own.ASK, Own.ASK, *Own)),
        )
