"""A flow is published with a form that can answer what it asks (WF-06)."""

from dataclasses import replace

import pytest

from andu.approvals import actions
from andu.approvals.actions.templates import Edition
from andu.approvals.editor.document import opened
from andu.approvals.fitting import misfits
from andu.approvals.models import Template, TemplateVersion
from andu.approvals.tests.samples import LEAVE, flow_of
from andu.approvals.tests.test_editor_drawings import drawn, upload
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    FIELDS,
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.engine import Automatic, Definition, Edge, Gate, Region, Step
from andu.engine.conditions import Operator, Test, Type
from andu.engine.handlers import FromField, InitiatorsChoice, Superior, UnitHead
from andu.engine.nodes import Fork, ForkKind, Levels
from andu.forms.definition import Field, FormDefinition, Kind
from andu.kit.verdict import Refused
from andu.workflow.bpmn.reading import read
from andu.workflow.models import FlowVersion
from andu.workflow.tests.conftest import line
from tests.cast import actor_of

FORM = FormDefinition((
    *LEAVE.fields, Field(key="kind", label="种类", kind=Kind.CHOICE, options=("事假", "病假")),
    Field(key="where", label="部门", kind=Kind.UNIT),
    Field(key="who", label="经办人", kind=Kind.PERSON),
    Field(key="trip", label="行程", kind=Kind.PERIOD),
))  # fmt: skip


def asking(test, *handlers):
    """Check, then to the end when the test holds, else decide."""
    check = Step(key="check", name="科长审核", handlers=handlers or (Superior(1),))
    decide = Step(key="decide", name="签批", handlers=(Superior(2),))
    edges = (
        Edge(source="s", target="check"), Edge(source="check", target="e", condition=test),
        Edge(source="check", target="decide", is_default=True), Edge(source="decide", target="e"),
    )  # fmt: skip
    nodes = (Gate(key="s"), check, decide, Gate(key="e"))
    root = Region(key="root", entry="s", exit="e", nodes=nodes, edges=edges)
    return Definition(key="x", name="请假", root=root)


FITTING = Test("days", Type.NUMBER, Operator.GT, 3)


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (FITTING, ""),
        (Test("deducted", Type.MONEY, Operator.GT, 300), ""),
        (Test("kind", Type.TEXT, Operator.EQ, "事假"), ""),
        (Test("trip.days", Type.NUMBER, Operator.GT, 3), ""),
        (Test("@units", Type.LIST, Operator.CONTAINS, "02"), ""),
        (Test("gone", Type.TEXT, Operator.EQ, "x"), "科长审核”的条件用到字段“gone”，表单里没有"),
        (Test("@moon", Type.TEXT, Operator.EQ, "x"), "“@moon”，表单里没有"),
        (Test("reason", Type.TEXT, Operator.FILLED), "“事由”，这种字段不能用来判断"),
        (Test("deducted", Type.NUMBER, Operator.GT, 3), "“扣款”当作数字比较，它在表单里是金额"),
        (Test("days", Type.TEXT, Operator.EQ, "3"), "“天数”当作文字比较，它在表单里是数字"),
        (Test("kind", Type.TEXT, Operator.STARTS, "事"), "“种类”当作文字比较，它在表单里是选项"),
    ],
)
def test_a_condition_asks_what_the_form_answers(test, said):
    found = misfits(asking(test), FORM)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_branches_are_looked_at_too():
    steps = [Step(key=key, name=f"第{key}", handlers=(Superior(1),)) for key in "ab"]
    test = Test("gone", Type.TEXT, Operator.FILLED)
    one, two = (Region(key=f"in_{s.key}", entry=s.key, exit=s.key, nodes=(s,)) for s in steps)
    branches = (replace(one, condition=test), replace(two, is_default=True))
    fork = Fork(key="f", branches=branches, kind=ForkKind.INCLUSIVE)
    root = Region(key="root", entry="f", exit="f", nodes=(fork,))
    assert "“第a”的条件用到字段“gone”" in misfits(Definition(key="x", root=root), FORM)[0]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        (FromField("who"), 0), (FromField("where"), 0), (UnitHead(field="where"), 0),
        (FromField("days"), 1), (UnitHead(field="who"), 1), (UnitHead(), 0),
        (InitiatorsChoice((FromField("gone"),), 1), 1),
    ],
)  # fmt: skip
def test_a_handler_is_found_in_a_field_that_names_somebody(rule, count):
    found = misfits(asking(FITTING, rule), FORM)
    assert len(found) == count
    assert all("“科长审核”按字段" in text for text in found)


@pytest.mark.django_db
def test_a_flow_that_does_not_fit_is_not_published(template, designer):
    flow = flow_of(template.organisation, asking(Test("gone", Type.NUMBER, Operator.GT, 3)))
    with pytest.raises(Refused, match=r"科长审核.*gone.*表单里没有"):
        actions.publish_template(template, Edition(form=LEAVE, flow=flow), by=actor_of(designer))
    assert not TemplateVersion.objects.exists()


def test_a_flow_that_passes_over_a_level_is_not_published(template, designer):
    strict = Step(key="decide", name="签批", handlers=(Superior(3),), levels=Levels.STRICT)
    check = Step(key="check", name="审核", handlers=(Superior(1),))
    free = Edition(form=LEAVE, flow=flow_of(template.organisation, line(check, replace(
        strict, levels=Levels.FREE))))  # fmt: skip
    assert actions.publish_template(template, free, by=actor_of(designer))
    edition = Edition(form=LEAVE, flow=flow_of(template.organisation, line(check, strict)))
    with pytest.raises(Refused, match="“签批”由发起人的第 3 级上级办理，前面只到第 1 级，越级了"):
        actions.publish_template(template, edition, by=actor_of(designer))
    assert TemplateVersion.objects.count() == 1


def test_the_editor_tells_where_a_level_is_passed_over(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    send(client, "steps", step(0, name="局长签批", rule="superior", level="2", levels="strict"))
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "“局长签批”由发起人的第 2 级上级办理，前面没有经过直接上级" in page
    assert '<option value="strict" selected>' in page
    send(client, "steps", step(0, name="局长签批", rule="superior", level="2", levels="free"))
    assert "越级了" not in client.get(f"{LIST}/leave/steps").content.decode()


def test_the_flow_speaks_for_every_step_that_says_nothing(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    steps = [step(number, name=name, rule="superior", level="1", levels=levels)
             for number, (name, levels) in enumerate(
                 [("审核", "policy"), ("复核", "policy"), ("签批", "free")])]  # fmt: skip
    send(client, "steps", {**steps[0], **steps[1], **steps[2], "f-levels": "strict"})
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    version = FlowVersion.objects.get()
    levels = [each.levels for each in read(version.bpmn).definition.steps]
    assert levels == [Levels.STRICT, Levels.STRICT, Levels.FREE]
    document = opened(Template.objects.get(key="leave")).document
    assert document["flow"]["levels"] == "strict"
    assert [each["parts"]["levels"] for each in document["steps"]] == ["policy", "policy", "free"]


def test_an_upload_says_what_does_not_fit_before_it_is_adopted(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    step = Step(key="a", name="初审", handlers=(UnitHead(),))
    other = Step(key="b", name="复核", handlers=(UnitHead(),))
    money = Test("tianshu", Type.MONEY, Operator.GT, 300)
    unit = Test("@unit", Type.UNIT, Operator.EQ, "nowhere")
    edges = (
        Edge(source="s", target="a"), Edge(source="a", target="e", condition=money),
        Edge(source="a", target="b", condition=unit),
        Edge(source="a", target="b", is_default=True), Edge(source="b", target="e"),
    )  # fmt: skip
    assert upload(client, drawn(step, other, edges=edges)).status_code == 302
    page = client.get(f"{LIST}/leave/upload").content.decode()
    assert "“初审”的条件把字段“天数”当作金额比较，它在表单里是数字" in page
    assert "“初审”的条件写的部门“nowhere”，本单位没有" in page
    client.post(f"{LIST}/leave/adopt")
    refused = client.post(f"{LIST}/leave/publish").content.decode()
    assert "没有叫“nowhere”的部门" in refused
    assert not TemplateVersion.objects.exists()


def test_what_runs_as_drawn_must_fit_as_well(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    step, machine = Step(key="a", name="初审", handlers=(UnitHead(),)), Automatic(key="m")
    money = Test("tianshu", Type.MONEY, Operator.GT, 300)
    edges = (
        Edge(source="s", target="a"), Edge(source="a", target="e", condition=money),
        Edge(source="a", target="m", is_default=True), Edge(source="m", target="e"),
    )  # fmt: skip
    upload(client, drawn(step, machine, edges=edges))
    client.post(f"{LIST}/leave/adopt")
    send(client, "access", {})
    assert "“天数”当作金额比较" in client.get(f"{LIST}/leave/check").content.decode()
    assert "“天数”当作金额比较" in client.post(f"{LIST}/leave/publish").content.decode()
    assert not TemplateVersion.objects.exists()
