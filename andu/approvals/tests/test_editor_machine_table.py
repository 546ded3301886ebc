"""Steps of the machine and 到期转到 in the table of steps, and the definition they come to."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from andu.approvals.editor.table import (
    END,
    REFUSED,
    Row,
    Table,
    definition_of,
    sides_of,
)
from andu.approvals.editor.table_problems import problems_of
from andu.approvals.editor.telling import table_of
from andu.approvals.editor.tidying import tidy
from andu.approvals.tests.test_editor_table import tables
from andu.engine import Alarm, Automatic, Edge, Gate, Step
from andu.engine.handlers import Superior
from andu.engine.nodes import Ending
from andu.engine.sound import is_sound
from andu.engine.tasks import Call, Fill, Push, Put, Wait
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.writing import write

WAITS = st.builds(Wait, minutes=st.integers(1, 999), working=st.booleans())
TASKS = st.sampled_from([
    Wait(minutes=960), Wait(until="day"), Call(flow="buy"), Push(to="7"),
    Fill(puts=(Put(field="a", value="x"),)),
])  # fmt: skip


@st.composite
def machines(draw):
    """A random table: some rows are the machine's, some are left after a while."""
    table = draw(tables(jumps=True))
    ends = st.sampled_from([*(row.key for row in table.rows), END, REFUSED, REFUSED])
    rows = []
    for row in table.rows:
        more = {}
        if draw(st.integers(0, 2)) == 0:
            more["step"] = Automatic(key=row.key, name=row.step.name, task=draw(TASKS))
        if draw(st.integers(0, 2)) == 0:
            more |= {"late": draw(WAITS), "late_to": draw(ends)}
        rows.append(replace(row, **more))
    made = replace(table, rows=tuple(rows))
    assume(not [each for each in problems_of(made) if each.code == "late_out_of_branch"])
    return made


@given(machines())
@settings(deadline=None, max_examples=300)
def test_a_table_with_steps_of_the_machine_is_read_back_from_its_definition(table):
    definition = definition_of(table)
    told = table_of(definition)
    assert told == tidy(table)
    assert definition_of(told) == definition


@given(machines())
@settings(deadline=None, max_examples=100)
def test_it_survives_being_drawn(table):
    definition = definition_of(table)
    if is_sound(definition):
        assert table_of(read(write(definition)).definition).rows == tidy(table).rows


@st.composite
def besides(draw):
    """A random table in which some rows are late without being left, and rows beside it."""
    table = draw(machines())
    keys = [f"z{at}" for at in range(draw(st.integers(1, 4)))]
    rows = list(table.rows)
    plain = [at for at, row in enumerate(rows) if not row.rows]
    assume(plain)
    for at, to in zip(draw(st.permutations(plain)), keys, strict=False):
        if to == keys[0] or draw(st.booleans()):
            rows[at] = replace(rows[at], late=draw(WAITS), late_to=to, late_beside=True)
    for number, key in enumerate(keys):
        more = {}
        if number and draw(st.booleans()):
            more = {"late": draw(WAITS), "late_to": draw(st.sampled_from([END, REFUSED]))}
        rows.append(_row(key, side=True, **more))
    made = replace(table, rows=tuple(rows), cuts_sides=draw(st.booleans()))
    assume(not any(row.side and _leaves_alone(made, row) for row in rows))
    return made


def _leaves_alone(table, row):
    return row.late and len(next(side for side in sides_of(table.rows) if row in side)) == 1


@given(besides())
@settings(deadline=None, max_examples=300)
def test_a_table_with_ways_beside_is_read_back_from_its_definition(table):
    codes = {each.code for each in problems_of(table)}
    assert not codes & {"side_alone", "way_into_side", "way_out_of_side", "beside_nothing"}
    definition = definition_of(table)
    told = table_of(definition)
    assert told == tidy(table)
    assert definition_of(told) == definition


@given(besides())
@settings(deadline=None, max_examples=100)
def test_that_survives_being_drawn_too(table):
    definition = definition_of(table)
    if is_sound(definition):
        assert table_of(read(write(definition)).definition).rows == tidy(table).rows


def test_a_step_that_is_late_goes_on_while_another_begins_beside_it():
    rows = (_row("a", late=Wait(minutes=480), late_to="x", late_beside=True), _row("b"),
            _row("x", side=True), _row("y", side=True))  # fmt: skip
    definition = definition_of(Table(key="t", rows=rows))
    assert definition.nodes["late_a"].opens == "branch_x"
    assert [node.key for node in definition.regions["branch_x"].nodes] == ["x", "y"]
    assert is_sound(definition)
    assert table_of(definition).rows == rows


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"a": {"late_to": "b"}}, "beside_nothing"),
        ({"a": {"late_beside": False}}, "way_into_side"),
        ({"a": {"next": "x"}}, "way_into_side"),
        ({"x": {"next": "b"}}, "way_out_of_side"),
        ({"x": {"group": "甲"}}, "side_grouped"),
        ({"a": {"rows": "items"}}, "beside_in_rows"),
        ({"a": {"late": None}}, "side_alone"),
    ],
)
def test_ways_beside_that_lead_nowhere_are_told(changed, code):
    rows = {"a": _row("a", late=Wait(minutes=480), late_to="x", late_beside=True), "b": _row("b"),
            "x": _row("x", side=True)}  # fmt: skip
    rows |= {key: replace(rows[key], **more) for key, more in changed.items()}
    table = Table(key="t", rows=tuple(rows.values()))
    assert code in {each.code for each in problems_of(table)}
    definition_of(table)


def test_a_step_that_is_left_goes_on_elsewhere_or_ends_as_refused():
    rows = (_row("a", late=Wait(minutes=480), late_to="c"), _row("b"),
            _row("c", late=Wait(minutes=60), late_to=REFUSED))  # fmt: skip
    definition = definition_of(Table(key="x", rows=rows))
    assert definition.nodes["late_a"] == Alarm(key="late_a", of="a", when=Wait(minutes=480))
    assert definition.nodes["refused"] == Gate(key="refused", ends=Ending.REFUSED)
    ways = {(edge.source, edge.target) for edge in definition.root.edges}
    assert {("late_a", "c"), ("late_c", "refused")} <= ways
    assert is_sound(definition)
    assert table_of(definition).rows == rows


def test_in_a_branch_it_stays_in_its_branch():
    rows = (
        _row("a", group="甲", late=Wait(minutes=480)), _row("b", group="甲"),
        _row("c", rows="items", late=Wait(minutes=60), late_to="d"), _row("d", rows="items"),
    )  # fmt: skip
    table = Table(key="x", rows=rows)
    definition = definition_of(table)
    assert definition.region_of["late_a"] == "branch_a"
    assert definition.region_of["late_c"] == definition.region_of["d"]
    assert is_sound(definition) and not problems_of(table)
    assert table_of(definition) == tidy(table)
    out = Table(key="x", rows=(replace(rows[0], late_to="d"), *rows[1:]))
    assert [(each.code, each.row) for each in problems_of(out)] == [("late_out_of_branch", "a")]


def test_an_alarm_on_a_group_and_two_on_one_step_are_drawings():
    rows = (_row("a", late=Wait(minutes=1)), _row("b", group="甲"), _row("c", group="甲"))
    definition = definition_of(Table(key="x", rows=rows))
    for of in ("fork_b", "a"):
        more = Alarm(key="more", of=of, when=Wait(minutes=2))
        edges = (*definition.root.edges, Edge(source="more", target="end"))
        root = replace(definition.root, nodes=(*definition.root.nodes, more), edges=edges)
        assert table_of(replace(definition, root=root)) is None


def _row(key, **more):
    return Row(step=Step(key=key, handlers=(Superior(1),)), **more)
