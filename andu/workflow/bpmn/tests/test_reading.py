"""Drawings made elsewhere: what runs, what is carried, what is refused."""

from dataclasses import replace

import pytest

from andu.engine import (
    BEFORE,
    AtLimit,
    Ballot,
    Fork,
    ForkKind,
    LimitAct,
    Mode,
    Step,
    Threshold,
    findings,
)
from andu.engine.handlers import NamedPerson, RoleHolders, Superior
from andu.kit.verdict import Refused
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import (
    DRAWINGS,
    END,
    SIMPLE,
    START,
    drawing,
    flow,
    person,
    way,
    ways,
)
from andu.workflow.bpmn.writing import write, write_into

PARALLEL = '<parallelGateway id="{0}" name="{1}"/>'
A_B = '<task id="a"/><task id="b"/>'


def texts(findings):
    return " ".join(finding.text for finding in findings)


def test_a_simple_drawing_runs_whole():
    reading = read(SIMPLE)
    assert [node.key for node in reading.definition.root.nodes] == ["s", "e", "a"]
    assert not reading.blocking
    assert {finding.element for finding in reading.runs} == {"p", "s", "e", "a", "s_a", "a_e"}


@pytest.mark.parametrize("file", sorted(DRAWINGS.glob("*.bpmn")), ids=lambda file: file.name)
def test_reference_drawings_open(file):
    reading = read(file.read_bytes())
    assert reading.runs
    assert reading.definition.root.nodes


def test_matched_gateways_become_a_fork_also_nested():
    gates = "".join(PARALLEL.format(key, key) for key in "fghj")
    inside = f"{START}{gates}{A_B}<task id='c'/>" + ways(
        "sfajhe".replace("j", ""), "fg", "gbj", "gcj", "jh"
    )
    root = read(drawing(inside)).definition.root
    outer = next(node for node in root.nodes if isinstance(node, Fork))
    assert outer.join == "h"
    assert [branch.key for branch in outer.branches] == ["f_a", "f_g"]
    assert isinstance(outer.branches[1].nodes[0], Fork)


def test_unmatched_gateways_open_but_both_are_named():
    gates = PARALLEL.format("f", "分开") + PARALLEL.format("j", "会合")
    crossing = f"{START}{gates}{A_B}<exclusiveGateway id='x'/>" + ways("sfaje", "fbx", "xj", "xe")
    reading = read(drawing(crossing))
    assert reading.definition.root.nodes
    said = texts(reading.blocking)
    assert "分开" in said
    assert "会合" in said


def test_what_does_not_run_is_refused_by_name_and_never_dropped():
    foreign = (
        '<adHocSubProcess id="a" name="分理"><task id="inner"/></adHocSubProcess>'
        '<complexGateway id="b" name="若干"/>'
        '<boundaryEvent id="t" name="超时" attachedToRef="a"><timerEventDefinition id="td"/>'
        '</boundaryEvent><scriptTask id="c" name="脚本"/><receiveTask id="d"/>'
    )
    reading = read(drawing(f"{START}{foreign}{ways('sabcde', 'tb')}"))
    named = {finding.name for finding in reading.refused}
    assert {"分理", "若干", "超时", "脚本", "d", "t_b"} <= named
    assert all(finding.line for finding in reading.refused)


SUB = (
    '<subProcess id="u" name="逐项复核"><multiInstanceLoopCharacteristics/>'
    '<startEvent id="i"/><task id="a" name="复核"/><endEvent id="o"/>'
    '<sequenceFlow id="ia" sourceRef="i" targetRef="a"/>'
    '<sequenceFlow id="ao" sourceRef="a" targetRef="o"/></subProcess>'
)


def test_a_sub_process_is_read_with_what_lies_in_it():
    reading = read(drawing(f"{START}{SUB}<task id='b'/>{ways('sube')}"))
    assert not reading.blocking
    sub = reading.definition.nodes["u"]
    assert (sub.kind, sub.rows, sub.name) == (ForkKind.ROWS, "", "逐项复核")
    assert [node.key for node in sub.branches[0].nodes] == ["i", "a", "o"]
    assert reading.definition.region_of["a"] == "u_body"
    assert "sub_process_rows" in {each.code for each in findings(reading.definition)}


def test_rows_drawn_one_after_the_other_run_at_once_and_that_is_said():
    one_by_one = SUB.replace("Characteristics/>", "Characteristics isSequential='true'/>")
    reading = read(drawing(f"{START}{one_by_one}<task id='b'/>{ways('sube')}"))
    assert reading.definition.nodes["u"].kind is ForkKind.ROWS
    assert "按“各行同时办理”处理" in texts(reading.notes)


def test_a_sub_process_without_start_and_end_begins_and_ends_where_nothing_leads():
    bare = '<subProcess id="u"><task id="a"/><task id="b"/>' + ways("ab") + "</subProcess>"
    body = read(drawing(f"{START}{bare}{ways('sue')}")).definition.nodes["u"].branches[0]
    assert (body.entry, body.exit) == ("a", "b")


def test_a_sub_process_that_shows_nothing_or_waits_for_an_event_is_refused_by_name():
    for foreign in (
        '<subProcess id="u" name="合同会审"/>',
        '<subProcess id="u" name="合同会审" triggeredByEvent="true"><task id="a"/></subProcess>',
    ):
        reading = read(drawing(f"{START}{foreign}{ways('sue')}"))
        assert [each.name for each in reading.refused] == ["合同会审"]


def test_an_arrow_through_the_frame_of_a_sub_process_is_refused():
    with pytest.raises(Refused, match="穿过了子流程的边框"):
        read(drawing(f"{START}{SUB}<task id='b'/>{ways('su', 'be')}"
                     '<sequenceFlow id="x" sourceRef="a" targetRef="b"/>'))  # fmt: skip


def test_a_drawn_sub_process_takes_the_table_we_write_into_it():
    reading = read(drawing(f"{START}{SUB}<task id='b'/>{ways('sube')}"))
    sub = reading.definition.nodes["u"]
    nodes = tuple(
        replace(n, rows="items") if n is sub else n for n in reading.definition.root.nodes
    )
    ruled = replace(reading.definition, root=replace(reading.definition.root, nodes=nodes))
    again = read(write_into(reading, ruled))
    assert again.definition.nodes["u"].rows == "items"
    assert read(write(again.definition)).definition == again.definition


def test_notes_lanes_and_foreign_extensions_are_carried_untouched():
    extra = (
        '<laneSet id="ls"><lane id="l" name="办公室"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
        '<textAnnotation id="n"><text>注意 时限</text></textAnnotation><dataObject id="do"/>'
    )
    task = (
        '<userTask id="a" camunda:candidateGroups="x"><documentation>说明</documentation>'
        '<extensionElements><camunda:x y="1"/></extensionElements></userTask>'
    )
    reading = read(drawing(f"{extra}{START}{task}{ways('sae')}"))
    assert {"ls", "l", "n", "do", "a"} <= {finding.element for finding in reading.carried}
    assert not reading.blocking
    there = write_into(reading, reading.definition)
    assert '<camunda:x y="1"/>' in there
    assert "注意 时限" in there


def test_rules_written_into_a_drawing_are_read_from_it():
    reading = read(SIMPLE)
    step = person("a", Superior(3), name="审核")
    there = write_into(reading, flow(step, END))
    assert read(there).definition.step("a").handlers == (Superior(3),)
    once_more = write_into(read(there), flow(step, END))
    assert once_more.count("<andu:step") == 1


def test_a_vote_is_written_with_its_voices_and_read_back():
    voters = (NamedPerson("p"), RoleHolders("lawyer"))
    weighed = Step(
        key="a", handlers=voters, mode=Mode.VOTE, threshold=Threshold(percent=60), hear_all=True,
        ballots=(Ballot(weight=3, veto=True), Ballot()), may_add=False,
    )  # fmt: skip
    there = write_into(read(SIMPLE), flow(weighed, END))
    assert '<andu:threshold percent="60"/>' in there
    assert '<andu:person code="p" weight="3" veto="true"/>' in there
    assert 'mayAdd="false"' in there
    again = read(there).definition.step("a")
    assert again == Step(**{**vars(weighed), "name": "审核"})
    one = there.replace(' weight="1"', "")
    assert read(one).definition.step("a") == again
    without = one.replace(' weight="3" veto="true"', "")
    assert read(without).definition.step("a").ballots == ()


def test_many_instances_become_countersigning():
    loop = '<userTask id="a"><multiInstanceLoopCharacteristics{}/></userTask>'
    for written, mode in (("", Mode.ALL), (' isSequential="true"', Mode.IN_ORDER)):
        reading = read(drawing(f"{START}{loop.format(written)}{ways('sae')}"))
        assert reading.definition.step("a").mode is mode
        assert "多人" in texts(reading.notes)


def test_the_initiators_first_task_becomes_the_drafting():
    task = '<userTask id="a" name="填单" camunda:assignee="${initiator}"/><task id="b"/>'
    definition = read(drawing(f"{START}{task}{ways('sabe')}")).definition
    assert (definition.drafting.key, definition.drafting.name) == ("a", "填单")
    assert [node.key for node in definition.root.nodes] == ["s", "e", "b"]


def test_a_way_back_to_the_initiator_says_what_to_do_instead():
    task = '<userTask id="a" camunda:assignee="${initiator}"/><exclusiveGateway id="g"/>'
    reading = read(drawing(f"{START}{task}{ways('sage', 'ga')}"))
    assert "退回" in texts(reading.blocking)


def test_a_foreign_condition_is_kept_and_stands_against_publishing():
    asks = "<conditionExpression>${amount * 2 &gt; 1}</conditionExpression>"
    inside = f'{START}<exclusiveGateway id="g"/><task id="a"/>{ways("sg", "ge", "ae")}'
    reading = read(drawing(inside + way("g", "a", asks)))
    (finding,) = reading.blocking
    assert "别的软件" in finding.reason and "要计算" in finding.reason
    assert "重新设置条件" in finding.remedy
    assert "amount * 2 &gt; 1" in write_into(reading, reading.definition)


def test_a_foreign_condition_that_only_compares_becomes_ours_and_stays_as_written():
    asks = "<conditionExpression>${amount &gt; 1}</conditionExpression>"
    inside = f'{START}<exclusiveGateway id="g"/><task id="a"/>{ways("sg", "ge", "ae")}'
    reading = read(drawing(inside + way("g", "a", asks)))
    assert not reading.blocking
    assert "amount 超过 1" in texts(reading.taken_over)
    there = write_into(reading, reading.definition)
    assert "${amount &gt; 1}" in there and '<andu:test field="amount"' in there
    assert read(there).definition == reading.definition


def test_a_task_with_several_ways_on_is_not_guessed_at():
    assert "并行网关" in texts(read(drawing(f"{START}{A_B}{ways('sabe', 'ae')}")).blocking)


def test_a_second_process_is_refused_by_name():
    inside = '<task id="b"/>'
    other = SIMPLE.replace(
        "</definitions>", f'<process id="q" name="乙">{inside}</process></definitions>'
    )
    assert [finding.name for finding in read(other).refused] == ["乙"]
    bare = read(other.replace(inside, ""))
    assert not bare.refused
    assert [finding.name for finding in bare.carried] == ["乙"]


def test_of_several_processes_the_executable_one_is_meant():
    other = '<process id="q" name="乙" isExecutable="true"><startEvent id="qs"/><task id="b"/>'
    other += '<endEvent id="qe"/>'
    other += way("qs", "b") + way("b", "qe") + "</process></definitions>"
    reading = read(SIMPLE.replace("</definitions>", other))
    assert reading.process == "q"
    assert [finding.name for finding in reading.refused] == ["外来"]


def test_what_happens_after_a_limit_is_written_and_read_back():
    acts = (
        AtLimit(act=LimitAct.ESCALATE), AtLimit(act=LimitAct.TRANSFER, after=60, rule=Superior(2)),
        AtLimit(act=LimitAct.RETURN, after=960, to=BEFORE),
    )  # fmt: skip
    timed = Step(key="a", name="审核", handlers=(NamedPerson("p"),), at_limit=acts)
    there = write_into(read(SIMPLE), flow(timed, END))
    assert '<andu:act do="transfer" after="60"><andu:superior level="2"/></andu:act>' in there
    assert '<andu:act do="return" after="960" back="@before"/>' in there
    assert read(there).definition.step("a") == timed
    nothing = write_into(read(SIMPLE), flow(replace(timed, at_limit=()), END))
    assert "<andu:atLimit/>" in nothing
    assert read(nothing).definition.step("a").at_limit == ()


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<andu:act after="5"/>', "缺少 do"),
        ('<andu:act do="explode"/>', "do 的值“explode”不认识"),
        ('<andu:act do="pass" after="-5"/>', "after"),
        ('<andu:remind/>', "andu:remind"),
        ('<andu:act do="transfer"><andu:initiator/><andu:initiator/></andu:act>', "正好有一项"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_of_it_is_refused_with_its_place(inside, said):
    step = f"<andu:step><andu:atLimit>{inside}</andu:atLimit></andu:step>"
    task = f"<userTask id='a'><extensionElements>{step}</extensionElements></userTask>"
    with pytest.raises(Refused, match=said):
        read(drawing(f"{START}{task}{ways('sae')}"))
