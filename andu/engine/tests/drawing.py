"""Random sound flows, for the properties."""

import itertools
from dataclasses import replace

from hypothesis import strategies as st

from andu.engine import (
    Ballot,
    Definition,
    Edge,
    Fork,
    ForkKind,
    Gate,
    Mode,
    NamedPerson,
    Nature,
    Nobody,
    Node,
    OnDisagree,
    Operator,
    Otherwise,
    Region,
    ReturnWay,
    Step,
    Test,
    Threshold,
    Type,
    Withdrawal,
)

PEOPLE = ("p1", "p2", "p3", "p4")
FLAGS = ("f1", "f2")


class Drawer:
    """Draws nodes with fresh keys."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.made = 0
        self.in_rows = False

    def fresh(self, letter: str) -> str:
        self.made += 1
        return f"{letter}{self.made}"

    def step(self, *, is_sure: bool = False) -> Step:
        """Somebody is always asked at a sure one."""
        draw = self.draw
        nobody = [Nobody(), Nobody(Otherwise.REFUSE)] + [Nobody(Otherwise.PASS)] * (not is_sure)
        people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
        mode = draw(st.sampled_from(Mode))
        is_vote = mode is Mode.VOTE
        percent = st.sampled_from([1, 50, 67, 100])
        natures = [Nature.APPROVE, Nature.APPROVE, Nature.APPROVE, Nature.READ, Nature.WORK]
        return Step(
            key=self.fresh("s"),
            handlers=tuple(NamedPerson(code) for code in people),
            mode=mode,
            threshold=Threshold(percent=draw(percent)) if is_vote else None,
            ballots=tuple(self.ballot() for _ in people) if is_vote else (),
            nature=Nature.APPROVE if is_vote else draw(st.sampled_from(natures)),
            hear_all=draw(st.booleans()),
            on_disagree=draw(st.sampled_from(OnDisagree)),
            return_way=draw(st.sampled_from(ReturnWay)),
            nobody=draw(st.sampled_from(nobody)),
        )

    def ballot(self) -> Ballot:
        return Ballot(weight=self.draw(st.integers(1, 3)), veto=self.draw(st.booleans()))

    def sub_process(self, depth: int) -> Fork:
        """Drawn in place; or, but not within another such, one for each row of a table."""
        per_row = not self.in_rows and self.draw(st.booleans())
        self.in_rows = self.in_rows or per_row
        body = self.region(depth - 1, with_people=True)
        self.in_rows = self.in_rows and not per_row
        kind, rows = (ForkKind.ROWS, "items") if per_row else (ForkKind.SUB, "")
        return Fork(key=self.fresh("p"), name="子", branches=(body,), kind=kind, rows=rows)

    def fork(self, depth: int) -> Fork:
        if self.draw(st.integers(0, 3)) == 0:
            return self.sub_process(depth)
        key = self.fresh("f")
        first = self.region(depth - 1, with_people=True)
        count = self.draw(st.integers(1, 2))
        others = tuple(self.region(depth - 1) for _ in range(count))
        if self.draw(st.booleans()):
            return Fork(key=key, branches=(first, *others))
        return self.choosing(key, first, others)

    def choosing(self, key: str, first: Region, others: tuple[Region, ...]) -> Fork:
        """An inclusive fork: the first branch, which has people, always or by default."""
        first = replace(first, is_default=self.draw(st.booleans()))
        kind = ForkKind.INCLUSIVE
        asking = tuple(replace(each, condition=self.flag()) for each in others)
        return Fork(key=key, branches=(first, *asking), kind=kind)

    def flag(self) -> Test:
        return Test(self.draw(st.sampled_from(FLAGS)), Type.BOOL, Operator.EQ, True)

    def region(self, depth: int, *, with_people: bool = False) -> Region:
        """A row of nodes, with conditional leaps ahead, and loops back from gates after steps."""
        draw = self.draw
        first = self.step(is_sure=True) if with_people else Gate(key=self.fresh("g"))
        nodes: list[Node] = [first]
        for _ in range(draw(st.integers(1, 3))):
            is_fork = depth > 0 and draw(st.integers(0, 2)) == 0
            nodes.append(self.fork(depth) if is_fork else self.step())
        nodes.append(Gate(key=self.fresh("g")))
        edges = [Edge(source=one.key, target=other.key) for one, other in itertools.pairwise(nodes)]
        for _ in range(draw(st.integers(0, 2))):
            source = draw(st.integers(0, len(nodes) - 2))
            ahead = list(nodes[source + 1 :])
            behind = [n for n in nodes[: source + 1] if _always_asks(n)]
            target = draw(st.sampled_from(ahead + behind))
            edges.append(Edge(source=nodes[source].key, target=target.key, condition=self.flag()))
        return Region(
            key=self.fresh("r"),
            entry=nodes[0].key,
            exit=nodes[-1].key,
            nodes=tuple(nodes),
            edges=tuple(edges),
        )


def _always_asks(node: Node) -> bool:
    return isinstance(node, Step) and node.nobody.otherwise is not Otherwise.PASS


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    return Definition(
        key="drawn",
        root=Drawer(draw).region(2, with_people=True),
        withdrawal=draw(st.sampled_from(Withdrawal)),
        take_back=draw(st.booleans()),
    )
