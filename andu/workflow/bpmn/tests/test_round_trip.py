"""What is written reads back as the same."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from andu.engine import Edge, Fork, Gate, Region
from andu.engine.nodes import Automatic
from andu.engine.tests.drawing import definitions
from andu.workflow.bpmn.names import ALL_ENDS
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import (
    CONDITIONS,
    DRAWINGS,
    END,
    START,
    drawing,
    flow,
    person,
    row,
    steps,
    ways,
)
from andu.workflow.bpmn.tests.plain import plain
from andu.workflow.bpmn.writing import write, write_into

MANY = settings(
    max_examples=120, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def same(definition):
    """Written, read, the same, and nothing said against the drawing."""
    reading = read(write(definition))
    assert reading.definition == definition
    assert not reading.blocking
    return reading


@given(definitions())
@MANY
def test_any_sound_flow_reads_back_as_it_was_written(definition):
    same(definition)


@given(steps(), CONDITIONS)
@MANY
def test_any_rules_and_conditions_read_back(step, condition):
    given_ = flow(step, Gate(key="g"), person("b"), END)
    edges = (*given_.root.edges, Edge(source="g", target="end", condition=condition, name="<&\">'"))
    same(replace(given_, root=replace(given_.root, edges=edges)))


def test_keys_that_are_no_xml_ids_survive():
    given_ = flow(person("第1步"), person("2"), person("a b"), person("process"), END)
    same(replace(given_, key="1/4", root=replace(given_.root, key="根 1", name="总")))


def test_an_empty_branch_and_a_fork_reached_twice_survive():
    empty = Region(key="n", entry="n_empty", exit="n_empty", nodes=(Gate(key="n_empty"),))
    fork = Fork(key="f", name="并行", branches=(row(person("x"), root="m"), empty), join="j")
    given_ = flow(person("a"), fork, person("b"), END)
    again = Edge(source="b", target="f", is_default=True)
    same(replace(given_, root=replace(given_.root, edges=(*given_.root.edges, again))))


def test_a_flow_without_gates_at_its_ends_survives():
    same(flow(person("a"), Automatic(key="b", name="归档")))
    same(flow(Gate(key="only")))


def test_several_ends_survive():
    task = '<task id="a"/><exclusiveGateway id="g"/><endEvent id="f" name="不予办理"/>'
    reading = read(drawing(f"{START}{task}{ways('sage', 'gf')}"))
    assert reading.definition.root.exit == ALL_ENDS
    assert read(write(reading.definition)).definition == reading.definition


def test_characters_that_xml_cannot_hold_are_left_out():
    assert read(write(flow(person("a", name="核\x0b\x00稿\ud800"), END))).definition.step("a").name


@pytest.mark.parametrize("file", sorted(DRAWINGS.glob("*.bpmn")), ids=lambda file: file.name)
def test_rules_are_written_into_a_drawing_and_all_else_stays(file):
    reading = read(file.read_bytes())
    there = write_into(reading, reading.definition)
    again = read(there)
    assert again.definition == reading.definition
    assert plain(again.tree) == plain(reading.tree)
