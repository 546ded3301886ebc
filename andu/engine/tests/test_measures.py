"""What cannot be published or read: keys, conditions and documents have their measure."""

from dataclasses import replace

import pytest

from andu.engine import (
    AllOf,
    AnyOf,
    Definition,
    Edge,
    Fork,
    ForkKind,
    Gate,
    InitiatorsChoice,
    Left,
    Malformed,
    NamedPerson,
    Not,
    Operator,
    Step,
    Test,
    Type,
    UnitHead,
    decode,
    decode_definition,
    encode,
    encode_definition,
    findings,
)  # fmt: skip
from andu.engine.sound import LONGEST_KEY, MOST_NODES
from andu.engine.sound_conditions import DEEPEST, MOST_LINES, problems_of, shape_problem
from andu.engine.tests.flows import drawn, flag, flow, fork, step


def told(definition: Definition) -> set[str]:
    return {finding.code for finding in findings(definition)}


def test_what_else_keeps_a_flow_from_being_published():
    assert "too_many_nodes" in told(flow(*(Gate(key=f"g{n}") for n in range(MOST_NODES))))
    assert "key_bad" in told(flow(step("k" * (LONGEST_KEY + 1), "x")))
    edges = (("a", "end", None),)
    made = drawn(*edges, nodes=(step("a"),), entry="a")
    marked = Edge(source="a", target="a", condition=flag("x"), is_default=True)
    root = replace(made.root, edges=(*made.root.edges, marked))
    assert "default_with_condition" in told(replace(made, root=root))
    both = fork("both", (step("x"),), (step("y"),))
    asking = replace(both.branches[0], condition=flag("f"))
    assert "fork_takes_all" in told(flow(replace(both, branches=(asking, both.branches[1]))))
    bad = replace(asking, condition=Test("f", Type.BOOL, Operator.GT, True))
    pick = Fork(key="both", branches=(bad, both.branches[1]), kind=ForkKind.INCLUSIVE)
    assert "condition_operator" in told(flow(pick))


@pytest.mark.parametrize(
    ("rule", "is_complete"),
    [
        (InitiatorsChoice((NamedPerson("x"),), 2), True),
        (InitiatorsChoice((NamedPerson(""),), 2), False),
        (InitiatorsChoice((), 0), False),
        (UnitHead(), True),
        (UnitHead(unit="u", field="f"), False),
        (UnitHead(up=-1), False),
    ],
)
def test_a_rule_says_whom_it_means(rule, is_complete):
    found = told(flow(Step(key="a", handlers=(rule,))))
    assert ("handler_incomplete" not in found) is is_complete


def test_a_fork_whose_branches_may_be_passed_lets_a_loop_be_idle():
    branch = (Gate(key="g"), step("s"), Gate(key="h"))
    made = fork("both", branch, (Gate(key="i"), Gate(key="j")))
    inner = made.branches[0]
    leap = Edge(source="g", target="h", condition=flag("f"))
    branches = (replace(inner, edges=(leap, *inner.edges)), made.branches[1])
    definition = drawn(
        ("both", "both", flag("again")), ("both", "end", None),
        nodes=(replace(made, branches=branches),), entry="both",
    )  # fmt: skip
    assert told(definition) == {"loop_without_people"}


def deep(levels: int) -> object:
    condition: object = flag("f")
    for _ in range(levels):
        condition = Not(condition)
    return condition


def test_conditions_have_a_measure():
    assert list(problems_of(deep(DEEPEST - 1))) == []
    assert list(problems_of(deep(DEEPEST))) == ["condition_too_deep"]
    many = tuple(flag("f") for _ in range(MOST_LINES))
    assert list(problems_of(AnyOf(many))) == ["condition_too_long"]
    assert list(problems_of(AllOf((AnyOf(()),)))) == ["condition_empty"]
    assert shape_problem([0] * 5000) == "condition_too_long"
    nest: object = 0
    for _ in range(40):
        nest = [nest]
    assert shape_problem(nest) == "condition_too_deep"
    assert shape_problem({"a": [1]}) == ""


def test_what_is_written_has_a_measure_too():
    kept = encode_definition(flow(step("a")))
    with pytest.raises(Malformed):
        decode_definition({**kept, "root": {**kept["root"], "nodes": "a"}})
    with pytest.raises(Malformed):
        decode_definition({**kept, "root": {**kept["root"], "nodes": [None] * 100_000}})
    with pytest.raises(Malformed):
        decode_definition({**kept, "root": 5})
    node = {"is": "gate", "key": "g"}
    for number in range(60):
        region = {"is": "region", "key": "r", "entry": "g", "exit": "g", "nodes": [node]}
        node = {"is": "fork", "key": f"f{number}", "branches": [region]}
    with pytest.raises(Malformed):
        decode_definition({**kept, "root": {**kept["root"], "nodes": [node]}})
    assert decode(encode(Left(1, "a", "root"))) == Left(1, "a", "root")
