"""The table of steps and the engine's definition: the same flow said twice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andu.approvals.editor.table import (
    END,
    Row,
    Table,
    Way,
    blocks_of,
    definition_of,
)
from andu.approvals.editor.table_problems import problems_of
from andu.approvals.editor.telling import table_of, with_steps
from andu.approvals.editor.tidying import tidy
from andu.engine import Automatic, Definition, Edge, Gate, Mode, Region, Step, Threshold
from andu.engine.conditions import AllOf, AnyOf, Not, Operator, Test, Type
from andu.engine.handlers import Initiator, NamedPerson, Superior, UnitHead
from andu.engine.nodes import ForkKind
from andu.engine.sound import findings, is_sound
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.writing import write

RULES = st.sampled_from([NamedPerson("zhou"), Superior(1), UnitHead(), Initiator()])
TESTS = st.sampled_from([
    Test("days", Type.NUMBER, Operator.GT, 3),
    Test("amount", Type.MONEY, Operator.LE, 500_000),
    Test("kind", Type.CHOICE, Operator.EQ, "出境"),
    Test("@units", Type.LIST, Operator.CONTAINS, "02"),
    Test("reason", Type.TEXT, Operator.FILLED),
])  # fmt: skip


@st.composite
def tables(draw, jumps=False):
    """Random tables: groups, conditions to anywhere; with `jumps` also other next rows, and
    branches with conditions or by default."""
    count = draw(st.integers(1, 9))
    keys = [f"s{number}" for number in range(count)]
    groups = draw(st.lists(st.sampled_from(["", "", "甲", "乙"]), min_size=count, max_size=count))
    named = draw(st.lists(st.sampled_from(["", "一", "二"]), min_size=count, max_size=count))
    targets = st.sampled_from([*keys, END])
    ways = st.builds(Way, st.lists(TESTS, min_size=1, max_size=3).map(tuple), targets)
    rows = []
    for key, group, branch in zip(keys, groups, named, strict=True):
        mode = draw(st.sampled_from(Mode))
        step = Step(
            key=key, name=f"第{key}步", handlers=(draw(RULES),), mode=mode,
            threshold=Threshold(percent=60) if mode is Mode.VOTE else None,
        )  # fmt: skip
        to = draw(targets) if jumps and draw(st.booleans()) else ""
        found = draw(st.lists(ways, max_size=2).map(tuple))
        enter = draw(st.lists(st.lists(TESTS, min_size=1, max_size=2).map(tuple), max_size=2))
        chosen = {"enter": tuple(enter), "is_default": draw(st.booleans())} if jumps else {}
        rows.append(Row(step=step, group=group, branch=branch, next=to, ways=found, **chosen))
    return Table(key="leave", name="请假", rows=tuple(rows))


@given(tables())
@settings(deadline=None, max_examples=200)
def test_a_table_whose_rows_follow_one_another_is_sound(table):
    assert is_sound(definition_of(table))


@given(tables(jumps=True))
@settings(deadline=None, max_examples=200)
def test_any_other_table_can_only_leave_rows_out_or_go_in_circles(table):
    codes = {finding.code for finding in findings(definition_of(table))}
    entering = {"fork_two_defaults", "fork_no_default", "default_with_condition"}
    assert codes <= {"never_reached", "no_way_to_end", *entering}


@given(tables(jumps=True))
@settings(deadline=None, max_examples=200)
def test_a_table_is_read_back_from_its_definition(table):
    definition = definition_of(table)
    told = table_of(definition)
    assert told == tidy(table)
    assert definition_of(told) == definition


def test_the_last_row_of_a_group_says_where_the_group_goes():
    rows = [_row("a"), _row("b", group="甲"), _row("c", group="甲", next=END), _row("d")]
    definition = definition_of(Table(key="x", rows=tuple(rows)))
    fork = definition.nodes["fork_b"]
    assert [branch.entry for branch in fork.branches] == ["b", "c"]
    assert Edge(source="fork_b", target="end") in definition.root.edges
    assert [len(block) for block in blocks_of(rows)] == [1, 2, 1]


BIG, FAR, OLD = (Test(key, Type.NUMBER, Operator.GT, 3) for key in ("days", "way", "age"))


def test_branches_entered_by_condition_are_an_inclusive_group():
    rows = (
        _row("a", group="甲", enter=((BIG, FAR), (OLD,))), _row("b", group="甲", enter=((BIG,),)),
        _row("c", group="甲", is_default=True), _row("d"),
    )  # fmt: skip
    table = Table(key="x", rows=rows)
    definition = definition_of(table)
    fork = definition.nodes["fork_a"]
    assert fork.kind is ForkKind.INCLUSIVE
    assert [branch.condition for branch in fork.branches] == [
        AnyOf((AllOf((BIG, FAR)), OLD)), BIG, None,
    ]  # fmt: skip
    assert [branch.is_default for branch in fork.branches] == [False, False, True]
    assert is_sound(definition) and not problems_of(table)
    assert table_of(definition) == tidy(table)
    drawn = read(write(definition)).definition
    assert table_of(drawn).rows == tidy(table).rows


def test_a_default_that_is_never_entered_and_conditions_outside_groups_are_told():
    rows = (
        _row("a", group="甲", enter=((BIG,),)), _row("b", group="甲"),
        _row("c", group="甲", is_default=True), _row("d", enter=((BIG,),)),
    )  # fmt: skip
    found = [(each.code, each.row) for each in problems_of(Table(key="x", rows=rows))]
    assert found == [("default_never", "c"), ("enter_alone", "d")]
    without = (_row("a", group="甲", enter=((BIG,),)), _row("b", group="甲", enter=((FAR,),)))
    codes = [each.code for each in findings(definition_of(Table(key="x", rows=without)))]
    assert codes == ["fork_no_default"]


def test_a_group_that_chooses_but_says_nothing_is_a_drawing():
    rows = (_row("a", group="甲"), _row("b", group="甲"))
    definition = definition_of(Table(key="x", rows=rows))
    fork = replace(definition.nodes["fork_a"], kind=ForkKind.INCLUSIVE)
    nodes = tuple(fork if node.key == fork.key else node for node in definition.root.nodes)
    assert table_of(replace(definition, root=replace(definition.root, nodes=nodes))) is None


def test_what_a_table_cannot_mean_is_told_by_row():
    way = Way((Test("x", Type.TEXT, Operator.FILLED),), "gone")
    rows = (
        _row("a", group="甲", ways=(Way((), END),)), _row("b", group="甲"), _row("c", ways=(way,)),
        _row("d", group="甲"), _row("e", next="gone"),
    )  # fmt: skip
    found = [(each.code, each.row) for each in problems_of(Table(key="x", rows=rows))]
    assert found == [
        ("group_apart", "a"), ("way_in_group", "a"), ("group_alone", "d"),
        ("way_without_test", "a"), ("way_to_nowhere", "c"), ("way_to_nowhere", "e"),
    ]  # fmt: skip
    assert is_sound(definition_of(Table(key="x", rows=rows)))


def test_keys_of_ours_give_way_to_those_of_the_steps():
    rows = tuple(_row(key) for key in ("end", "start", "root"))
    definition = definition_of(Table(key="x", rows=rows))
    assert is_sound(definition)
    assert table_of(definition).rows == rows


def test_gateways_are_dissolved_into_conditions():
    big, far = (Test(key, Type.NUMBER, Operator.GT, 3) for key in ("days", "way"))
    definition = _drawn(
        [Gate(key="s"), Gate(key="g"), Gate(key="h"), _step("a"), _step("b"), Gate(key="e")],
        Edge(source="s", target="a"), Edge(source="a", target="g"),
        Edge(source="g", target="h", condition=AnyOf((big, AllOf((far, big))))),
        Edge(source="g", target="e", is_default=True),
        Edge(source="h", target="e", condition=far), Edge(source="h", target="b"),
        Edge(source="b", target="e"),
    )  # fmt: skip
    first, second = table_of(definition).rows
    assert first.next == END
    assert first.ways == (
        Way((big, far), END), Way((big,), "b"), Way((far, big, far), END), Way((far, big), "b"),
    )  # fmt: skip
    assert (second.next, second.ways) == ("", ())


@pytest.mark.parametrize(
    "way",
    [
        Edge(source="a", target="e", condition=Not(Test("x", Type.TEXT, Operator.FILLED))),
        Edge(source="a", target="m", condition=Test("x", Type.TEXT, Operator.FILLED)),
    ],
)
def test_what_only_a_drawing_can_say_is_no_table(way):
    nodes = [_step("a"), Automatic(key="m"), Gate(key="e")] if way.target == "m" else [
        _step("a"), Gate(key="e")]  # fmt: skip
    rest = [Edge(source="m", target="e")] if way.target == "m" else []
    definition = _drawn(nodes, way, Edge(source="a", target="e", is_default=True), *rest)
    assert table_of(definition) is None


def test_steps_of_a_drawing_are_replaced_where_they_stand():
    table = Table(key="x", rows=(_row("a"), _row("b", group="甲"), _row("c", group="甲")))
    new = Step(key="c", name="新", handlers=(Superior(2),))
    changed = with_steps(definition_of(table), {"c": new})
    assert changed.nodes["c"] == new
    assert changed.nodes["b"] == table.rows[1].step


def _step(key):
    return Step(key=key, handlers=(Superior(1),))


def _row(key, **more):
    return Row(step=_step(key), **more)


def _drawn(nodes, *edges):
    root = Region(key="root", entry=nodes[0].key, exit="e", nodes=tuple(nodes), edges=edges)
    return Definition(key="x", root=root)


def test_a_branch_of_several_steps_goes_on_by_condition_inside_it():
    rows = (
        _row("a", group="甲", branch="一", enter=((BIG,),), ways=(Way((FAR,), END),)),
        _row("b", group="甲", branch="一", ways=(Way((OLD,), "a"),)),
        _row("c", group="甲", branch="一"), _row("d", group="甲", is_default=True), _row("e"),
    )  # fmt: skip
    table = Table(key="x", rows=rows)
    definition = definition_of(table)
    branch, other = definition.nodes["fork_a"].branches
    assert (branch.entry, branch.exit, branch.condition) == ("a", "shut_a", BIG)
    assert [(e.source, e.target, e.condition) for e in branch.edges] == [
        ("a", "shut_a", FAR), ("a", "b", None), ("b", "a", OLD), ("b", "c", None),
        ("c", "shut_a", None),
    ]  # fmt: skip
    assert other.is_default and not problems_of(table)
    assert is_sound(definition)
    assert table_of(definition) == tidy(table)
    drawn = read(write(definition)).definition
    assert table_of(drawn).rows == tidy(table).rows


@given(tables(jumps=True))
@settings(deadline=None, max_examples=60)
def test_a_sound_table_survives_being_drawn(table):
    definition = definition_of(table)
    if is_sound(definition):
        assert table_of(read(write(definition)).definition).rows == tidy(table).rows


def test_a_last_branch_that_does_not_simply_end_is_a_drawing():
    rows = (
        _row("a", group="甲", branch="一", ways=(Way((BIG,), END),)),
        _row("b", group="甲", branch="一", ways=(Way((FAR,), "a"),)), _row("c", group="甲"),
    )  # fmt: skip
    definition = definition_of(Table(key="x", rows=rows))
    assert table_of(definition) == tidy(Table(key="x", rows=rows))
    fork = definition.nodes["fork_a"]
    turned = replace(fork, branches=tuple(reversed(fork.branches)))
    nodes = tuple(turned if node.key == fork.key else node for node in definition.root.nodes)
    assert table_of(replace(definition, root=replace(definition.root, nodes=nodes))) is None
