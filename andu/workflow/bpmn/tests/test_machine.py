"""Steps of the machine, alarms and terminate ends: drawn, read, written, shown."""

import pytest
from hypothesis import given
from lxml import etree

from andu.engine import findings
from andu.engine.decision import REFUSALS
from andu.engine.nodes import Alarm, Automatic, Ending, ForkKind, Gate
from andu.engine.tasks import Bring, Call, Carry, Fill, Filling, Push, Put, Wait
from andu.kit.verdict import Refused
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.faults import WORDS
from andu.workflow.bpmn.layout import lay_out
from andu.workflow.bpmn.machine_words import wait_words
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.sketching import sketch_of
from andu.workflow.bpmn.tests.flows import END, START, drawing, flow, person, ways
from andu.workflow.bpmn.tests.machines import ALARMS, MACHINES, RANDOM, alarmed
from andu.workflow.bpmn.tests.test_drawing import apart
from andu.workflow.bpmn.tests.test_reading import texts
from andu.workflow.bpmn.tests.test_round_trip import MANY, same
from andu.workflow.bpmn.writing import write, write_into
from andu.workflow.refusals import WORDS as SAID


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


WAIT = (
    '<intermediateCatchEvent id="w" name="冷静期">{}<timerEventDefinition>'
    "<{what}>{said}</{what}></timerEventDefinition></intermediateCatchEvent>"
)


def read_between(element: str, ways_: str = "sbwe"):
    """A drawing made elsewhere with a step and then this element."""
    return read(drawing(f"{START}<task id='b' name='审核'/>{element}{ways(ways_)}"))


@pytest.mark.parametrize(
    ("what", "said", "wait"),
    [
        ("timeDuration", "PT48H", Wait(minutes=2880, working=False)),
        ("timeDuration", "P2DT30M", Wait(minutes=2910, working=False)),
        ("timeDuration", "P1W", Wait(minutes=10080, working=False)),
        ("timeDate", "${start_date}", Wait(until="start_date", working=False)),
        ("timeDate", "= due", Wait(until="due", working=False)),
    ],
)
def test_a_timer_made_elsewhere_is_a_wait_by_the_clock(what, said, wait):
    reading = read_between(WAIT.format("", what=what, said=said))
    assert reading.definition.nodes["w"] == Automatic(key="w", name="冷静期", task=wait)
    assert not reading.blocking
    assert "等待" in {each.text for each in reading.runs}


@pytest.mark.parametrize(
    ("what", "said"), [("timeDuration", "P1M"), ("timeDuration", "${x}"),
                       ("timeDate", "2026-01-01"), ("timeCycle", "R3/PT1H")]
)  # fmt: skip
def test_a_timer_that_says_something_else_is_refused_by_name_with_what_to_do(what, said):
    (finding, *_more) = read_between(WAIT.format("", what=what, said=said)).refused
    assert finding.name == "冷静期"
    assert "多久" in finding.text


def test_what_is_ours_counts_before_the_words_for_others():
    ours = "<extensionElements><andu:wait minutes='960' until='due'/></extensionElements>"
    reading = read_between(WAIT.format(ours, what="timeDate", said="${other}"))
    assert reading.definition.nodes["w"].task == Wait(minutes=960, until="due")


def test_a_call_of_another_flow_is_read_with_the_key_alone():
    reading = read_between('<callActivity id="w" name="采购" calledElement="n:purchase"/>')
    assert reading.definition.nodes["w"].task == Call(flow="purchase")
    bare = read_between('<callActivity id="w" name="采购"/>')
    assert "采购”还没有选调用哪个流程" in texts(check(bare))


def test_a_call_for_many_is_a_sub_process_for_each_row():
    ours = "<extensionElements><andu:sub rows='items'/></extensionElements>"
    several = f"{ours}<multiInstanceLoopCharacteristics/>"
    many = f'<callActivity id="w" calledElement="buy">{several}</callActivity>'
    reading = read_between(many)
    fork = reading.definition.nodes["w"]
    assert (fork.kind, fork.rows) == (ForkKind.ROWS, "items")
    assert [node.task for node in fork.branches[0].nodes] == [Call(flow="buy")]
    assert read(write(reading.definition)).definition == reading.definition
    assert read(write_into(reading, reading.definition)).definition == reading.definition


def test_a_foreign_service_task_is_refused_as_before_and_ours_runs():
    for tag in ("serviceTask", "sendTask"):
        assert read_between(f'<{tag} id="w" name="通知"/>').refused
        ours = "<extensionElements><andu:push to='erp'/></extensionElements>"
        ran = read_between(f'<{tag} id="w">{ours}</{tag}>')
        assert ran.definition.nodes["w"].task == Push(to="erp")
        assert not ran.blocking


def boundary(more: str = "", inside: str = "") -> str:
    timer = "<timerEventDefinition><timeDuration>PT8H</timeDuration></timerEventDefinition>"
    said = f'id="x" name="超时" attachedToRef="b"{more}'
    return f"<boundaryEvent {said}>{inside or timer}</boundaryEvent>"


def test_a_timer_that_interrupts_is_an_alarm_also_where_it_stands_first():
    alarm = f"{boundary()}<task id='b'/>"
    reading = read(drawing(f"{START}{alarm}<task id='c'/>{ways('sbe', 'xce')}"))
    wait = Wait(minutes=480, working=False)
    assert reading.definition.nodes["x"] == Alarm(key="x", name="超时", of="b", when=wait)
    assert not reading.blocking
    assert "到期转出" in texts(reading.runs)


def test_an_event_at_the_edge_that_is_no_timer_is_refused_with_what_to_do():
    error = boundary(inside="<errorEventDefinition/>")
    reading = read(drawing(f"{START}<task id='b'/>{error}{ways('sbe', 'xe')}"))
    said = texts(each for each in reading.refused if each.name == "超时")
    assert "到期动作" in said
    assert "x" not in reading.definition.nodes


def test_an_alarm_on_nothing_is_refused():
    with pytest.raises(Refused, match="没有附在环节上"):
        read(drawing(f"{START}{boundary()}{ways('se', 'xe')}"))


def test_a_terminate_end_is_a_gate_that_ends_and_says_how():
    stop = '<endEvent id="t">{}<terminateEventDefinition/></endEvent><exclusiveGateway id="g"/>'
    refused = "<extensionElements><andu:ends outcome='refused'/></extensionElements>"
    for ours, ending in (("", Ending.PASSED), (refused, Ending.REFUSED)):
        inside = f"{START}<task id='b'/>{stop.format(ours)}{ways('sbge', 'gt')}"
        reading = read(drawing(inside))
        assert reading.definition.nodes["t"] == Gate(key="t", ends=ending)
        assert reading.definition.root.exit == "e"
        assert "一并作废" in texts(reading.notes)


def test_a_branch_may_end_all_without_coming_to_the_closing_gateway():
    gates = '<parallelGateway id="f"/><parallelGateway id="j"/><exclusiveGateway id="g"/>'
    stop = '<endEvent id="t"><terminateEventDefinition/></endEvent>'
    tasks = "<task id='a'/><task id='b'/>"
    only = f"{START}{gates.replace('exclusiveGateway', 'task')}{tasks}{stop}"
    reading = read(drawing(only + ways("sfaje", "fgbt")))
    fork = reading.definition.nodes["f"]
    assert [branch.exit for branch in fork.branches] == ["a", "t"]
    assert read(write(reading.definition)).definition == reading.definition
    lay_out(sketch_of(reading.definition))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<andu:fill><andu:set/></andu:fill>", "andu:set"),
        ("<andu:fill><andu:put by='script'/></andu:fill>", "script"),
        ("<andu:push to='a' via='ftp'/>", "via"),
        ("<andu:push to='a'/><andu:fill/>", "只能做一件事"),
        ("<andu:push to='a' onFailure='explode'/>", "explode"),
    ],
)
def test_what_is_not_understood_of_the_machine_refuses_the_file(inside, said):
    task = f'<serviceTask id="w"><extensionElements>{inside}</extensionElements></serviceTask>'
    with pytest.raises(Refused, match=said):
        read_between(task)


def test_the_machine_is_told_in_words_and_drawn():
    wait = Automatic(key="w", name="公示期", task=Wait(minutes=960))
    call = Automatic(key="c", name="采购", task=Call(flow="purchase"))
    fill = Automatic(key="p", name="登记", task=Fill(puts=(Put(field="d", by=Filling.TODAY),)))
    late = Alarm(key="x", of="a", when=Wait(until="due", minutes=480))
    definition = alarmed(person("a", name="审核"), wait, call, fill, END, alarm=late, to="end")
    drawn = picture(definition, {"w": "current", "c": "passed"})
    for said in ("等 2 个工作日", "调用“purchase”并等它办结", "填写：d", "到“due”后 1 个工作日"):
        assert said.replace(" ", "") in "".join(etree.fromstring(drawn).itertext()).replace(" ", "")
    assert "公示期（正在办理）" in drawn
    assert 'class="node call"' in drawn


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (Wait(minutes=480), " 1 个工作日"), (Wait(minutes=180), " 3 个工作小时"),
        (Wait(minutes=50), " 50 分钟工作时间"), (Wait(minutes=2880, working=False), " 2 天"),
        (Wait(minutes=60, working=False), " 1 小时"), (Wait(until="due"), "到“due”"),
    ],
)  # fmt: skip
def test_how_long_is_told_in_the_largest_whole_unit(wait, said):
    assert wait_words(wait) == said


MACHINE_FAULTS = {
    "call_without_flow": Call(flow=""),
    "call_incomplete": Call(flow="x", carried=(Carry(field="a", to=""),)),
    "call_brings_nothing": Call(flow="x", waits=False, brought=(Bring(field="a", source="b"),)),
    "push_without_address": Push(to=""),
    "fill_incomplete": Fill(),
    "fill_twice": Fill(puts=(Put(field="a", value="1"), Put(field="a", value="2"))),
    "wait_without_end": Wait(),
}


@pytest.mark.parametrize(("code", "task"), MACHINE_FAULTS.items(), ids=MACHINE_FAULTS)
def test_every_fault_of_the_machine_is_told_with_its_step(code, task):
    faulty = flow(person("a"), Automatic(key="m", name="自动", task=task), END)
    assert code in {each.code for each in findings(faulty)}
    (finding,) = check(faulty)
    assert "“自动”" in finding.text
    assert finding.text.endswith("。")
    assert code in WORDS


def test_the_other_faults_and_every_refusal_have_words():
    assert {"alarm_watches_nothing", "alarm_entered", "failure_to_unreachable"} <= WORDS.keys()
    assert REFUSALS.keys() <= SAID.keys()
