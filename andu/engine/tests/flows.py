"""The flows our stories run in, built in a few words."""

import itertools
from dataclasses import replace

from andu.engine import (
    AllOf,
    Definition,
    Edge,
    Fork,
    ForkKind,
    Gate,
    Mode,
    NamedPerson,
    Node,
    Operator,
    Region,
    Step,
    Test,
    Type,
)

OVER_5000 = AllOf((Test("amount", Type.MONEY, Operator.GT, 500_000),))


def step(key: str, *people: str, **more: object) -> Step:
    """A step handled by the named people, or by one person called like the step."""
    handlers = tuple(NamedPerson(code) for code in people or (key,))
    return Step(key=key, handlers=handlers, **more)  # type: ignore[arg-type]


def together(key: str, *people: str, **more: object) -> Step:
    return step(key, *people, mode=Mode.ALL, **more)


def row(key: str, *nodes: Node) -> Region:
    """Nodes one after the other."""
    pairs = itertools.pairwise(nodes)
    edges = tuple(Edge(source=one.key, target=other.key) for one, other in pairs)
    return Region(key=key, entry=nodes[0].key, exit=nodes[-1].key, nodes=nodes, edges=edges)


END = Gate(key="end")


def drawn(*edges: tuple, nodes: tuple, entry: str) -> Definition:
    """A flow with these nodes and edges (source, target, condition), whatever they lack."""
    ways = tuple(Edge(source=one, target=other, condition=asks) for one, other, asks in edges)
    root = Region(key="root", entry=entry, exit="end", nodes=(*nodes, END), edges=ways)
    return Definition(key="drawn", root=root)


def flow(*nodes: Node, **more: object) -> Definition:
    root = row("root", *nodes, Gate(key="end"))
    return Definition(key="flow", root=root, **more)  # type: ignore[arg-type]


def fork(key: str, *branches: tuple[Node, ...]) -> Fork:
    regions = tuple(row(f"{key}_{n}", *nodes) for n, nodes in enumerate(branches, 1))
    return Fork(key=key, branches=regions)


def by_amount() -> Definition:
    """head, then the director when over 5,000 yuan, then finance."""
    nodes = (step("head"), Gate(key="split"), step("director"), step("finance"), Gate(key="end"))
    edges = (
        Edge(source="head", target="split"),
        Edge(source="split", target="director", condition=OVER_5000),
        Edge(source="split", target="finance", is_default=True),
        Edge(source="director", target="finance"),
        Edge(source="finance", target="end"),
    )
    return Definition(
        key="by_amount",
        root=Region(key="root", entry="head", exit="end", nodes=nodes, edges=edges),
    )


def parallel() -> Definition:
    """check, then law (two steps) beside money (three sign together), then the director."""
    branches = (
        (step("law"), step("counsel")),
        (together("money", "anna", "bert", "carl"),),
    )
    return flow(step("check"), fork("both", *branches), step("director"))


def nested() -> Definition:
    """A fork within a branch of a fork."""
    inner = fork("inner", (step("a"),), (step("b"),))
    return flow(step("first"), fork("outer", (inner, step("c")), (step("d"),)), step("last"))


def flag(name: str) -> Test:
    return Test(name, Type.BOOL, Operator.EQ, True)


def choosing(*rest: object) -> Definition:
    """a, then law when it is dear and money when it is new, else the registry; then the rest."""
    made = fork("pick", (step("law"), step("counsel")), (step("money"),), (step("registry"),))
    conditions = (flag("dear"), flag("new"), None)
    branches = tuple(
        replace(branch, condition=asks, is_default=asks is None)
        for branch, asks in zip(made.branches, conditions, strict=True)
    )
    last = rest or (step("b"),)
    return flow(step("a"), replace(made, kind=ForkKind.INCLUSIVE, branches=branches), *last)


def looping() -> Definition:
    """After the check, an amount over 5,000 goes round once more."""
    nodes = (step("write"), step("check"), Gate(key="end"))
    edges = (
        Edge(source="write", target="check"),
        Edge(source="check", target="write", condition=OVER_5000),
        Edge(source="check", target="end"),
    )
    return Definition(
        key="looping", root=Region(key="root", entry="write", exit="end", nodes=nodes, edges=edges)
    )
