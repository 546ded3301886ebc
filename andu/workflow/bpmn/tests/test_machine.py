"""Steps of the machine, alarms and terminate ends: drawn, read, written, shown."""

from hypothesis import given

from andu.workflow.bpmn.tests.flows import END, person
from andu.workflow.bpmn.tests.machines import ALARMS, MACHINES, RANDOM, alarmed
from andu.workflow.bpmn.tests.test_drawing import apart
from andu.workflow.bpmn.tests.test_round_trip import MANY, same


@given(MACHINES, ALARMS)
@MANY
def test_whatever_the_machine_does_reads_back(machine, alarm):
    same(alarmed(person("a"), machine, END, alarm=alarm, to="end"))


@given(RANDOM)
@MANY
def test_any_flow_of_the_model_reads_back(definition):
    same(definition)


@given(RANDOM)
@MANY
def test_nothing_lies_over_another_with_alarms_and_ends_either(definition):
    apart(definition)
