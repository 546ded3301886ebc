"""Flows and drawings for the stories about BPMN."""

import datetime
import itertools
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from andu.engine import Definition, Edge, Gate, Region, Step
from andu.engine.conditions import AllOf, AnyOf, Not, Operator, Test, Type
from andu.engine.definition import Drafting
from andu.engine.handlers import (
    Administrator,
    FromField,
    FromMatrix,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Nobody,
    Otherwise,
    Part,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    Superiors,
    UnitHead,
    When,
)
from andu.engine.nodes import (
    BEFORE,
    Again,
    AtLimit,
    Ballot,
    Levels,
    LimitAct,
    Mode,
    Nature,
    OnDisagree,
    Opinion,
    Own,
    ReadCounts,
    ReturnWay,
    Threshold,
    TransferRange,
)

DRAWINGS = Path(__file__).parent / "drawings"
RULES = (
    NamedPerson("p1"),
    RoleHolders("lawyer", Scope.BRANCH),
    PostHolders("budget", unit="finance"),
    UnitHead(field="where", up=1),
    Superior(2),
    Superiors(3, "budget"),
    Superiors(),
    LeaderInCharge(unit="office"),
    FromField("people"),
    FromMatrix("funds", Part.COUNTERSIGN, "kind", "amount", "scope"),
    FromMatrix("funds"),
    Initiator(),
    Administrator(),
    InitiatorsChoice((NamedPerson("p1"), PostHolders("budget", Scope.UNIT)), 3),
    HandlersChoice((RoleHolders("lawyer"),), 2),
    HandlersChoice(),
    When(Test("amount", Type.MONEY, Operator.GT, 100_000), UnitHead()),
    When(AllOf((Test("kind", Type.TEXT, Operator.EQ, "甲"),)), HandlersChoice()),
)
PLAIN = tuple(rule for rule in RULES if not isinstance(rule, When))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
)
TESTS = st.one_of(
    st.builds(Test, TEXTS.filter(bool), st.just(Type.TEXT), st.just(Operator.EQ), TEXTS),
    st.builds(
        Test, st.just("n"), st.just(Type.NUMBER), st.just(Operator.LT),
        st.one_of(st.integers(-(10**9), 10**9), st.decimals(-999, 999, places=3).map(Decimal)),
    ),
    st.builds(Test, st.just("m"), st.just(Type.MONEY), st.just(Operator.GE), st.integers(0, 10**9)),
    st.builds(Test, st.just("d"), st.just(Type.DATE), st.just(Operator.GT), st.dates()),
    st.builds(Test, st.just("b"), st.just(Type.BOOL), st.just(Operator.EQ), st.booleans()),
    st.builds(Test, st.just("l"), st.just(Type.LIST), st.just(Operator.EMPTY)),
    st.builds(
        Test, st.just("c"), st.just(Type.CHOICE), st.just(Operator.IN),
        st.lists(TEXTS, max_size=3).map(tuple),
    ),
)  # fmt: skip
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


ACTS = st.builds(
    AtLimit, act=st.sampled_from(LimitAct), after=st.integers(0, 9999),
    to=st.sampled_from(["", "a", BEFORE]), rule=st.none() | st.sampled_from(PLAIN),
)  # fmt: skip


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A step with any rules at all."""
    handlers = tuple(draw(st.lists(st.sampled_from(RULES), max_size=4)))
    ballots = st.builds(Ballot, weight=st.integers(0, 2000), veto=st.booleans())
    return Step(
        key="any", name=draw(TEXTS),
        mode=draw(st.sampled_from(Mode)),
        nature=draw(st.sampled_from(Nature)),
        handlers=handlers,
        threshold=draw(st.none() | st.builds(
            Threshold, count=st.integers(0, 9999), percent=st.integers(0, 200)
        )),
        ballots=tuple(draw(ballots) for _ in handlers) if draw(st.booleans()) else (),
        nobody=draw(st.sampled_from([
            Nobody(), Nobody(Otherwise.PERSON, "p9"), Nobody(Otherwise.REFUSE)
        ])),
        hear_all=draw(st.booleans()),
        on_disagree=draw(st.sampled_from(OnDisagree)),
        disagree_to=draw(st.sampled_from(["", "a"])),
        may_return=draw(st.booleans()),
        return_way=draw(st.sampled_from(ReturnWay)),
        read_counts_as=draw(st.sampled_from([None, *ReadCounts])),
        opinion=draw(st.sampled_from(Opinion)),
        levels=draw(st.sampled_from(Levels)),
        again=draw(st.sampled_from(Again)),
        own=draw(st.sampled_from(Own)),
        respond_within=draw(st.none() | st.integers(0, 9999)),
        handle_within=draw(st.none() | st.integers(0, 9999)),
        transfer=draw(st.sampled_from([None, *TransferRange])),
        may_add=draw(st.booleans()),
        at_limit=draw(st.none() | st.lists(ACTS, max_size=3).map(tuple)),
    )  # fmt: skip


def row(*nodes: object, root: str = "root") -> Region:
    """Nodes one after another."""
    edges = tuple(
        Edge(source=a.key, target=b.key, key=f"{a.key}-{b.key}")
        for a, b in itertools.pairwise(nodes)
    )
    return Region(key=root, entry=nodes[0].key, exit=nodes[-1].key, nodes=nodes, edges=edges)


def flow(*nodes: object) -> Definition:
    """A flow of nodes one after another, drawn by the initiator first."""
    return Definition(
        key="leave", name="请假", root=row(*nodes), drafting=Drafting(key="draft", name="填写")
    )


def person(key: str, *rules: object, name: str = "") -> Step:
    """A step handled by the initiator's superior unless told otherwise."""
    return Step(key=key, name=name, handlers=rules or (Superior(1),))


END = Gate(key="end", name="办结")
TODAY = datetime.date(2026, 11, 24)

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:andu="urn:andu:flow:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' targetNamespace="t">'
)


def drawing(inside: str, before: str = "") -> str:
    """A drawing made elsewhere: `inside` stands in its process."""
    return f'{HEAD}{before}<process id="p" name="外来">{inside}</process></definitions>'


def way(source: str, target: str, inside: str = "") -> str:
    """A sequence flow."""
    return (
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inside}</sequenceFlow>"
    )


def ways(*ends: str) -> str:
    """Sequence flows between the letters of each word: "sabe" joins s-a, a-b and b-e."""
    return "".join(way(a, b) for end in ends for a, b in itertools.pairwise(end))


START = '<startEvent id="s"/><endEvent id="e"/>'
SIMPLE = drawing(f'{START}<userTask id="a" name="审核"/>{ways("sae")}')
