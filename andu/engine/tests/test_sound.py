"""What cannot finish is found, with its place."""

from dataclasses import replace

import pytest

from andu.engine import (
    Again,
    Alarm,
    AnyOf,
    Definition,
    Edge,
    Finding,
    Fork,
    FromMatrix,
    Gate,
    NamedPerson,
    Nobody,
    OnDisagree,
    Operator,
    Otherwise,
    Own,
    Part,
    Region,
    Step,
    Superior,
    Test,
    Type,
    Wait,
    When,
    findings,
    is_sound,
)
from andu.engine.tests.flows import (
    OVER_5000,
    by_amount,
    choosing,
    flow,
    fork,
    looping,
    nested,
    parallel,
    row,
    step,
)

A, END = step("a"), Gate(key="end")
LOOSE_ALARM = Alarm(key="up", of="ghost", when=Wait(minutes=60))
PASS = Nobody(Otherwise.PASS)
A_FINAL = Step(key="final", handlers=(FromMatrix("m"),))


def graph(*edges: Edge, nodes=(A, END), entry="a", leave="end") -> Definition:
    root = Region(key="root", entry=entry, exit=leave, nodes=tuple(nodes), edges=edges)
    return Definition(key="x", root=root)


@pytest.mark.parametrize("make", [by_amount, parallel, nested, looping])
def test_our_flows_are_sound(make):
    assert findings(make()) == []


def go(source: str, target: str, condition=None, **more) -> Edge:
    return Edge(source=source, target=target, condition=condition, **more)


@pytest.mark.parametrize(
    ("definition", "finding"),
    [
        (graph(), Finding("no_way_to_end", "a")),
        (graph(go("a", "end"), nodes=(A, END, step("b"))), Finding("never_reached", "b")),
        (graph(go("a", "end"), go("a", "ghost")), Finding("edge_loose", "a", "ghost")),
        (graph(go("a", "end"), leave="ghost"), Finding("region_end_missing", "ghost", "root")),
        (
            graph(go("a", "end"), go("up", "end"), nodes=(A, END, LOOSE_ALARM)),
            Finding("alarm_watches_nothing", "up", "ghost"),
        ),
        (graph(go("a", "end", OVER_5000)), Finding("no_default", "a")),
        (graph(go("a", "end"), go("a", "a")), Finding("two_defaults", "a")),
        (graph(go("a", "end"), go("end", "a")), Finding("exit_goes_on", "end")),
        (graph(go("a", "end"), nodes=(A, A, END)), Finding("key_twice", "a")),
        (flow(step("draft")), Finding("key_twice", "draft")),
        (flow(Step(key="a")), Finding("no_handlers", "a")),
        (
            flow(Step(key="a", handlers=(Superior(0),))),
            Finding("handler_incomplete", "a", "Superior"),
        ),
        (
            flow(step("a", nobody=Nobody(Otherwise.PERSON))),
            Finding("nobody_person_missing", "a"),
        ),
        (flow(step("a", nobody=PASS)), Finding("nobody_may_decide", "a")),
        (
            flow(replace(A_FINAL, nobody=PASS), step("b")),
            Finding("final_may_be_passed", "final"),
        ),
        (
            flow(fork("f", (step("a", nobody=PASS),), (step("b", nobody=PASS),))),
            Finding("nobody_may_decide", "f"),
        ),
        (
            graph(
                go("a", "a", OVER_5000),
                go("a", "b"),
                go("b", "end"),
                nodes=(step("a", nobody=PASS), step("b"), END),
            ),
            Finding("loop_without_people", "a"),
        ),
        (
            flow(Step(key="a", handlers=(FromMatrix(""),))),
            Finding("handler_incomplete", "a", "FromMatrix"),
        ),
        (
            flow(step("a", on_disagree=OnDisagree.RETURN, disagree_to="zz")),
            Finding("disagree_to_unreachable", "a", "zz"),
        ),
        (flow(step("a", handle_within=0)), Finding("limit_not_positive", "a", "0")),
        (
            flow(Fork(key="f", branches=(row("one", step("a")),))),
            Finding("fork_too_few_branches", "f"),
        ),
        (
            flow(fork("f", (Gate(key="g"),), (Gate(key="h"),))),
            Finding("fork_without_people", "f"),
        ),
        (
            flow(
                fork("f", (step("a"),), (step("b"),)),
                step("c", on_disagree=OnDisagree.RETURN, disagree_to="a"),
            ),
            Finding("disagree_to_unreachable", "c", "a"),
        ),
    ],
)
def test_a_finding_names_its_place(definition, finding):
    assert finding in findings(definition)
    assert not is_sound(definition)


@pytest.mark.parametrize(
    "definition",
    [
        flow(A, step("b", nobody=PASS)),
        flow(step("a", nobody=PASS), A_FINAL),
        flow(fork("f", (step("a", nobody=PASS),), (step("b"),))),
        flow(step("a", nobody=PASS), fork("f", (step("b"),), (Gate(key="g"),))),
    ],
)
def test_a_step_may_be_passed_over_where_somebody_else_is_always_asked(definition):
    assert findings(definition) == []


def test_ones_own_step_may_not_be_the_only_one_nor_that_of_a_final_approver():
    alone = flow(step("a", own=Own.PASS))
    assert [each.code for each in findings(alone)] == ["nobody_may_decide"]
    assert findings(flow(step("a", own=Own.PASS), step("b"))) == []
    final = When(OVER_5000, FromMatrix("m", Part.FINAL))
    shared = flow(A, Step(key="b", handlers=(final, final.rule), own=Own.PASS))
    assert [each.code for each in findings(shared)] == ["final_may_be_passed"]


def test_a_loop_of_steps_that_ask_nobody_again_is_found():
    nodes = (A, step("b", again=Again.ONCE), step("c", again=Again.ONCE), END)
    edges = (go("a", "b"), go("b", "c"), go("c", "b", OVER_5000), go("c", "end"))
    found = findings(graph(*edges, nodes=nodes))
    assert {each.node for each in found if each.code == "loop_without_people"} >= {"b", "c"}


def test_a_loop_in_which_nobody_waits_is_found():
    nodes = (A, Gate(key="g"), Gate(key="h"), END)
    edges = (go("a", "g"), go("g", "h"), go("h", "g", OVER_5000), go("h", "end"))
    found = findings(graph(*edges, nodes=nodes))
    assert {f.node for f in found if f.code == "loop_without_people"} >= {"g", "h"}


def test_a_bad_condition_is_found():
    bad = Test("amount", Type.MONEY, Operator.CONTAINS, "x")
    edges = (go("a", "a", bad), go("a", "end", AnyOf(())), go("a", "end"))
    codes = {finding.code for finding in findings(graph(*edges))}
    assert {"condition_operator", "condition_empty"} <= codes


def test_so_it_is_in_front_of_a_branch_and_of_a_rule():
    bad = Test("amount", Type.MONEY, Operator.CONTAINS, "x")
    pick = choosing().nodes["pick"]
    branches = (replace(pick.branches[0], condition=bad), *pick.branches[1:])
    found = findings(flow(A, replace(pick, branches=branches)))
    assert Finding("condition_operator", "pick", "law") in found
    asked = flow(A, Step(key="b", handlers=(When(bad, NamedPerson("x")),)))
    assert Finding("condition_operator", "b") in findings(asked)


def test_forks_do_not_nest_without_end():
    deep = step("s")
    for number in range(12):
        other = step(f"o{number}")
        deep = Fork(key=f"f{number}", branches=(row(f"a{number}", deep), row(f"b{number}", other)))
    assert findings(flow(deep)) == [Finding("forks_too_deep")]
