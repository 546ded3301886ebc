"""Stories of timers that interrupt nothing: read, refused, drawn, written back."""

import pytest
from hypothesis import given
from lxml import etree

from andu.engine import findings
from andu.engine.nodes import Alarm, ForkKind
from andu.engine.tasks import Wait
from andu.engine.tests.test_side_ways import frame, whole
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.faults import WORDS
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import START, drawing, ways
from andu.workflow.bpmn.tests.machines import RINGING
from andu.workflow.bpmn.tests.test_drawing import apart
from andu.workflow.bpmn.tests.test_reading import texts
from andu.workflow.bpmn.tests.test_round_trip import MANY, same
from andu.workflow.bpmn.writing import write, write_into
from andu.workflow.refusals import WORDS as SAID


@given(RINGING)
@MANY
def test_any_flow_with_ways_beside_reads_back(definition):
    same(definition)


@given(RINGING)
@MANY
def test_nothing_lies_over_another_there(definition):
    apart(definition)


BELL = (
    '<boundaryEvent id="x" name="超时" attachedToRef="b" cancelActivity="false">'
    "<timerEventDefinition><timeDuration>PT8H</timeDuration></timerEventDefinition></boundaryEvent>"
)
MORE = '<task id="b" name="承办"/><task id="u" name="督促"/><task id="v"/><endEvent id="f"/>'


def ringing(*ends: str, more: str = ""):
    return read(drawing(f"{START}{MORE}{BELL}{more}{ways(*ends)}"))


def test_a_timer_that_interrupts_nothing_opens_a_way_of_its_own():
    reading = ringing("sbve", "xuf")
    bell = reading.definition.nodes["x"]
    wait = Wait(minutes=480, working=False)
    assert bell == Alarm(key="x", name="超时", of="b", when=wait, opens="x_way")
    (around,) = reading.definition.root.nodes
    assert around.kind is ForkKind.ALONGSIDE
    assert [[node.key for node in each.nodes] for each in around.branches] == [
        ["s", "e", "b", "v", "x"], ["u", "f"]
    ]  # fmt: skip
    assert not reading.blocking
    assert "到期另办" in texts(reading.runs)


def test_two_timers_may_open_the_same_way():
    twin = BELL.replace('"x"', '"y"').replace('"b"', '"v"')
    reading = ringing("sbve", "xuf", "yu", more=twin)
    nodes = reading.definition.nodes
    assert nodes["x"].opens == nodes["y"].opens == "x_way"
    same(reading.definition)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("sbve", "xue"), "不能接回原来的路线"),
        (("sbve", "xv"), "不能接回原来的路线"),
        (("sbve",), "要有且只有一条流向"),
        (("sbve", "xuf", "xf"), "要有且只有一条流向"),
        (("sbve", "xuf", "uv"), "不能接回原来的路线"),
        (("sbve", "xuu"), "走不到结束"),
    ],
)
def test_it_never_comes_back_and_has_an_end_of_its_own(ends, said):
    assert said in texts(ringing(*ends).blocking)


def test_in_a_sub_process_the_way_lies_inside_it():
    inside = f'<startEvent id="t"/>{MORE}{BELL}<endEvent id="g"/>{ways("tbvg", "xuf")}'
    sub = f'<subProcess id="sub" name="会办">{inside}</subProcess>'
    reading = read(drawing(f"{START}{sub}{ways('s')}" + "".join(
        f'<sequenceFlow id="{a}{b}2" sourceRef="{a}" targetRef="{b}"/>'
        for a, b in (("s", "sub"), ("sub", "e"))
    )))  # fmt: skip
    body = reading.definition.nodes["sub"].branches[0]
    assert body.nodes[0].is_frame
    assert not reading.blocking
    same(reading.definition)


def test_the_drawing_is_written_back_with_its_rules():
    reading = ringing("sbve", "xuf")
    assert read(write_into(reading, reading.definition)).definition == reading.definition


def test_for_other_tools_it_is_what_bpmn_has_for_it():
    written = etree.fromstring(write(whole(frame())).encode())
    (bell,) = written.iter("{*}boundaryEvent")
    assert bell.get("cancelActivity") == "false"
    assert len(list(written.iter("{*}endEvent"))) == 2


def test_the_picture_says_that_the_step_goes_on():
    drawn = picture(whole(frame()), {})
    assert "（原环节继续）" in drawn
    assert 'class="node bell"' in drawn


def test_every_fault_has_words():
    codes = {"alarm_goes_on", "alarm_opens_nothing", "side_way_never_begins", "frame_is_not_whole"}
    assert codes <= WORDS.keys()
    assert "side_under_way" in SAID
    faulty = whole(frame(bell=Alarm(key="bell", of="b", when=Wait(minutes=5), opens="gone")))
    assert findings(faulty)
    assert any("到期另办" in each.text for each in check(faulty))
