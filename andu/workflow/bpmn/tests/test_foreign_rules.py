"""Assignees, candidates, due dates and multi-instance markers of other makers as rules of ours."""

import pytest

from andu.engine import Mode, Threshold
from andu.engine.handlers import FromField, Initiator, NamedPerson, PostHolders, RoleHolders
from andu.organisation.models import Role
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.findings import Kind
from andu.workflow.bpmn.foreign.due import limit_in, minutes_in
from andu.workflow.bpmn.foreign.people import listed
from andu.workflow.bpmn.foreign.settling import Directory, settled
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import HEAD, START, drawing, ways
from andu.workflow.bpmn.writing import write_into

MAKERS = (
    ' xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)


def task(attributes="", inside=""):
    """A drawing with one task, a, that somebody else's tool says something about."""
    drawn = f'{START}<userTask id="a" name="审核" {attributes}>{inside}</userTask>{ways("sae")}'
    return drawing(drawn).replace(HEAD, HEAD[:-1] + MAKERS + ">")


def step_of(*said):
    return read(task(*said)).definition.step("a")


def texts(findings):
    return " ".join(finding.text for finding in findings)


@pytest.mark.parametrize(
    ("attributes", "rules"),
    [
        ('camunda:assignee="zhang"', (NamedPerson("zhang"),)),
        ('flowable:assignee="${leader}"', (FromField("leader"),)),
        ('activiti:assignee="#{leader}"', (FromField("leader"),)),
        ('camunda:candidateUsers="zhang, li"', (NamedPerson("zhang"), NamedPerson("li"))),
        ('flowable:candidateGroups="law,tax"', (RoleHolders("law"), RoleHolders("tax"))),
        (
            'flowable:candidateUsers="${deputy},li" flowable:candidateGroups="law"',
            (FromField("deputy"), NamedPerson("li"), RoleHolders("law")),
        ),
        ('camunda:assignee="zhang" camunda:candidateGroups="law"', (NamedPerson("zhang"),)),
        ('camunda:assignee="${bean.find(x, y)}"', ()),
        ('camunda:candidateGroups="${group}"', ()),
        ('assignee="zhang"', ()),
    ],
)  # fmt: skip
def test_who_handles_a_task_is_taken_over(attributes, rules):
    assert step_of(attributes).handlers == rules


@pytest.mark.parametrize(
    ("assigned", "rules"),
    [
        ('assignee="zhang"', (NamedPerson("zhang"),)),
        ('assignee="=leader"', (FromField("leader"),)),
        ("assignee='=\"zhang\"'", (NamedPerson("zhang"),)),
        ('candidateUsers="zhang, li"', (NamedPerson("zhang"), NamedPerson("li"))),
        ("candidateGroups='=[\"law\", \"tax\"]'", (RoleHolders("law"), RoleHolders("tax"))),
        ('candidateGroups="=groups"', ()),
    ],
)  # fmt: skip
def test_camunda_8_says_it_in_elements(assigned, rules):
    inside = f"<zeebe:assignmentDefinition {assigned}/>"
    assert step_of("", f"<extensionElements>{inside}</extensionElements>").handlers == rules


def test_too_many_candidates_are_to_be_completed():
    many = ",".join(f"p{number}" for number in range(101))
    reading = read(task(f'camunda:candidateUsers="{many}"'))
    assert reading.definition.step("a").handlers == ()
    assert "101 个，太多" in texts(reading.open)


def test_bpmns_own_owners_are_taken_over():
    owner = (
        "<potentialOwner><resourceAssignmentExpression><formalExpression>user(zhang), law"
        "</formalExpression></resourceAssignmentExpression></potentialOwner>"
    )
    assert step_of("", owner).handlers == (NamedPerson("zhang"), RoleHolders("law"))


def test_what_is_computed_elsewhere_is_named_with_what_to_do():
    (finding,) = read(task('camunda:assignee="${bean.find(x, y)}"')).open
    assert finding.kind is Kind.OPEN
    assert (finding.element, finding.name) == ("a", "审核")
    assert finding.reason == "办理人“${bean.find(x, y)}”要由别的软件算出来。"
    assert finding.remedy == "请在这一环节选由谁办理。"


def test_the_initiator_is_known_by_the_variable_a_start_names():
    named = '<startEvent id="s" camunda:initiator="applicant"/>'
    text = task('camunda:assignee="${applicant}"').replace('<startEvent id="s"/>', named)
    assert read(text).definition.drafting.key == "a"
    later = read(text.replace(ways("sae"), '<task id="b"/>' + ways("sbae"))).definition
    assert later.step("a").handlers == (Initiator(),)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("P2D", 960), ("PT48H", 960), ("PT4H", 240), ("PT12H", 480), ("PT30H", 840),
        ("P1DT2H30M", 630), ("PT90S", 2), ("P1W", 3360), ("p2d", 960),
        ("P1M", None), ("P", None), ("PT", None), ("P0D", None), ("2D", None),
        ("2026-12-01", None), ("P9999DT99999H", None),
    ],
)  # fmt: skip
def test_a_duration_is_working_time(text, minutes):
    assert minutes_in(text) == minutes


def test_a_due_date_is_a_limit_only_when_it_counts_from_the_turn():
    assert step_of('camunda:dueDate="P2D"').handle_within == 960
    assert limit_in('=now() + duration("P1D")') == 480
    assert limit_in("") is None
    for text in ("${deadline}", "2026-12-01T09:00:00", "=deadline", "R3/P1D"):
        reading = read(task(f'flowable:dueDate="{text}"'))
        assert reading.definition.step("a").handle_within is None
        assert text in texts(reading.open) and "办理时限" in texts(reading.open)


LOOP = "<multiInstanceLoopCharacteristics {}>{}</multiInstanceLoopCharacteristics>"
EACH = 'camunda:collection="signers" camunda:elementVariable="one"'
ENOUGH = "<completionCondition>{}</completionCondition>"


@pytest.mark.parametrize(
    ("enough", "mode", "threshold"),
    [
        ("", Mode.ALL, None),
        ("${nrOfCompletedInstances == nrOfInstances}", Mode.ALL, None),
        ("${nrOfCompletedInstances/nrOfInstances >= 1}", Mode.ALL, None),
        ("${nrOfActiveInstances == 0}", Mode.ALL, None),
        ("${nrOfCompletedInstances==1}", Mode.ONE, None),
        ("${nrOfCompletedInstances &gt;= 1}", Mode.ONE, None),
        ("${nrOfCompletedInstances &gt; 0}", Mode.ONE, None),
        ("= numberOfCompletedInstances &gt;= 3", Mode.VOTE, Threshold(count=3)),
        ("${nrOfCompletedInstances/nrOfInstances >= 0.6}", Mode.VOTE, Threshold(percent=60)),
        ("${nrOfCompletedInstances / nrOfInstances > 0.5}", Mode.VOTE, Threshold(percent=51)),
        ("=numberOfCompletedInstances/numberOfInstances>=0.75", Mode.VOTE, Threshold(percent=75)),
    ],
)  # fmt: skip
def test_several_people_decide_as_the_marker_says(enough, mode, threshold):
    loop = LOOP.format(EACH, ENOUGH.format(enough))
    reading = read(task('camunda:assignee="${one}"', loop))
    step = reading.definition.step("a")
    assert (step.mode, step.threshold) == (mode, threshold)
    assert step.handlers == (FromField("signers"),)
    assert not reading.open
    assert len(reading.notes) == 1


@pytest.mark.parametrize(
    "enough",
    [
        "${nrOfCompletedInstances/nrOfInstances >= 0.666}", "${approved == false}",
        "${nrOfCompletedInstances/nrOfInstances >= 2}", "${nrOfCompletedInstances == 0}",
        "${nrOfCompletedInstances >= 1 || stop}", "${signing.done(execution)}",
    ],
)  # fmt: skip
def test_another_way_of_being_enough_is_to_be_completed(enough):
    written = ENOUGH.format(enough.replace("&", "&amp;"))
    reading = read(task('camunda:assignee="${one}"', LOOP.format(EACH, written)))
    assert reading.definition.step("a").mode is Mode.ALL
    assert enough in texts(reading.open)


def test_one_after_another_only_when_everybody_does_it():
    in_order = 'isSequential="true" '
    reading = read(task('camunda:assignee="${one}"', LOOP.format(in_order + EACH, "")))
    assert reading.definition.step("a").mode is Mode.IN_ORDER
    early = LOOP.format(in_order + EACH, ENOUGH.format("${nrOfCompletedInstances==2}"))
    reading = read(task('camunda:assignee="${one}"', early))
    assert reading.definition.step("a").mode is Mode.IN_ORDER
    assert "本系统没有同样的办法" in texts(reading.open)


def test_a_number_of_turns_names_nobody():
    times = LOOP.format("", "<loopCardinality>3</loopCardinality>")
    reading = read(task('camunda:candidateGroups="law"', times))
    assert "份数写的是“3”" in texts(reading.open)
    once = LOOP.format("", "<loopCardinality>1</loopCardinality>")
    assert step_of('camunda:candidateGroups="law"', once).mode is Mode.ONE


def test_a_collection_that_goes_to_nobody_in_particular_is_to_be_completed():
    for attributes in ('camunda:assignee="zhang"', ""):
        reading = read(task(attributes, LOOP.format(EACH, "")))
        assert reading.definition.step("a").handlers == ()
        assert "按集合“signers”" in texts(reading.open)


def test_names_are_listed_outside_of_braces():
    assert listed("a, ${f(b, c)} ,d") == ["a", "${f(b, c)}", "d"]
    assert listed('=["a", "b,c"]') == ["a", "b", "c"]
    assert listed("=f(a, b)") == ["=f(a, b)"]
    assert listed("") == []


def test_our_own_rules_go_before_and_that_is_said():
    attributes = 'camunda:assignee="${bean.x}" camunda:dueDate="${y}"'
    reading = read(task(attributes))
    assert len(reading.open) == 2
    again = read(write_into(reading, reading.definition))
    assert not again.open
    assert "以本系统的设置为准" in texts(again.notes)
    assert again.definition == reading.definition


def test_what_runs_only_in_its_engine_is_named():
    inside = '<extensionElements><camunda:taskListener class="x"/></extensionElements>'
    reading = read(task('camunda:assignee="li" camunda:formKey="f" camunda:priority="5"', inside))
    assert "任务监听器不运行" in texts(reading.open)
    assert "表单不从图里读" in texts(reading.notes) and "优先级" in texts(reading.notes)


def test_the_condition_of_the_usual_way_is_not_used():
    inside = (
        f'{START}<exclusiveGateway id="g" default="g_e"/><task id="a"/>{ways("sga", "ae")}'
        '<sequenceFlow id="g_e" sourceRef="g" targetRef="e">'
        "<conditionExpression>${never}</conditionExpression></sequenceFlow>"
    )
    reading = read(drawing(inside))
    assert "默认流向不看条件" in texts(reading.notes)
    assert not reading.open


def test_a_script_is_no_condition():
    asks = '<conditionExpression language="JavaScript">${a &gt; 1}</conditionExpression>'
    inside = f'{START}<exclusiveGateway id="g"/><task id="a"/>{ways("sg", "ge", "ae")}'
    flow = f'<sequenceFlow id="x" sourceRef="g" targetRef="a">{asks}</sequenceFlow>'
    (finding,) = read(drawing(inside + flow)).open
    assert "是脚本" in finding.reason and finding.element == "x"


@pytest.mark.django_db
def test_groups_and_people_are_put_to_the_organisations_codes(bureau, clerk, director):
    role = Role.objects.create(organisation=bureau.organisation, code="r-law", name="法务")
    post = clerk.appointments.first().post
    groups = f"法务,{post.name},{bureau.units['office'].name},无此组"
    reading = read(
        task(f'camunda:candidateUsers="{director.name}" camunda:candidateGroups="{groups}"')
    )
    named = Directory(bureau.organisation, list(reading.definition.steps))
    definition, found = settled(reading, named)
    assert definition.step("a").handlers == (
        NamedPerson(director.code), RoleHolders(role.code), PostHolders(post.code),
        RoleHolders(bureau.units["office"].name), RoleHolders("无此组"),
    )  # fmt: skip
    assert "是部门" in texts(found)
    said = texts(check(reading, bureau.organisation))
    assert "是部门" in said and "角色“无此组”，本单位没有" in said
