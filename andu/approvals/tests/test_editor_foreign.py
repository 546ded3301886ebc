"""Drawings of other tools in the template editor: what was taken over, and what is to be completed
where."""

import pytest

from andu.approvals.models import TemplateDraft, TemplateVersion
from andu.approvals.tests.test_editor_drawings import upload
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.engine import Mode, Threshold
from andu.engine.conditions import AllOf, Operator, Test, Type
from andu.engine.handlers import FromField, PostHolders, RoleHolders
from andu.organisation.models import Role
from andu.workflow.bpmn.tests.flows import DRAWINGS
from andu.workflow.compiled import definition_of
from tests.house.counting import queries_of

TOOLS = DRAWINGS / "tools"
FIELDS = {
    "c-0-label": "天数", "c-0-kind": "number", "c-1-label": "类型", "c-1-kind": "choice",
    "c-1-options": "事假\n年假", "c-2-label": "会签人", "c-2-kind": "person", "go": "steps",
}  # fmt: skip


@pytest.fixture
def camunda(client, leave):  # noqa: F811
    """The drawing of Camunda Modeler adopted, beside a form."""
    Role.objects.create(organisation=leave.organisation, code="section-head", name="科长们")
    send(client, "fields", FIELDS)
    assert upload(client, (TOOLS / "camunda7.bpmn").read_bytes()).status_code == 302
    page = client.get(f"{LIST}/leave/upload").content.decode()
    assert client.post(f"{LIST}/leave/adopt").status_code == 302
    return page


def page_of(client):  # noqa: F811
    return client.get(f"{LIST}/leave/steps").content.decode()


def lines():
    """The lines of the draft by the names of their steps: number and key."""
    kept = TemplateDraft.objects.get().raw["steps"]
    return {each["parts"]["name"]: (each["number"], each["parts"]["key"]) for each in kept}


def completed(**more):
    """The three steps with everything completed that can be."""
    found = lines()
    head, jury, chief = (found[name] for name in ("科长审核", "会签", "局长审批"))
    boxes = step(head[0], key=head[1], name="科长审核", rule="role", role="科长们", limit="16")
    boxes |= step(jury[0], key=jury[1], name="会签", rule="field", field="huiqianren", mode="vote",
                  needed="60", share="percent")  # fmt: skip
    boxes |= step(chief[0], key=chief[1], name="局长审批", rule="post", post="局长")
    return boxes | {"t-c-0": "天数 >= 3 且 类型 = '事假'"} | more


def ticks():
    """What the drawing leaves to be completed by hand."""
    return [
        "Activity_jury|任务监听器不运行。", "Activity_chief|跟进时间不起作用。",
    ]  # fmt: skip


def test_the_upload_says_what_becomes_of_each_rule(camunda):
    for words in (
        "别的软件写的规则", "由谁办、怎样办：角色“section-head”", "办理时限：2 天",
        "待补充", "办理人“${approverService.chiefOf(applicant)}”要由别的软件算出来",
        "条件：days 不少于 3",
    ):  # fmt: skip
        assert words in camunda, words


def test_each_step_says_what_is_to_be_completed_and_where(client, camunda):  # noqa: F811
    page = page_of(client)
    number, _key = lines()["局长审批"]
    assert "从别的软件转来的规则" in page
    assert f'href="#line-{number}"' in page
    assert "任务监听器不运行" in page and "已处理" in page
    assert "表单里没有“days”" in page and "图上写的是 ${days" in page
    check = client.get(f"{LIST}/leave/check").content.decode()
    assert "待补充：任务监听器不运行" in check and "流向“三天以上”的条件" in check


def test_it_is_not_published_before_everything_is_completed(client, camunda):  # noqa: F811
    send(client, "steps", completed())
    refused = client.post(f"{LIST}/leave/publish")
    assert refused.status_code >= 400 and "待补充" in refused.content.decode()
    assert not TemplateVersion.objects.exists()


def test_completed_it_runs_with_our_rules_and_keeps_its_own_words(client, camunda):  # noqa: F811
    send(client, "steps", completed(**{"t-done": ticks()}))
    page = page_of(client)
    assert "都已补充" in page and "天数不少于 3，并且类型是“事假”" in page
    published = client.post(f"{LIST}/leave/publish")
    assert published.status_code == 302, published.content.decode()[-2000:]
    version = TemplateVersion.objects.get()
    definition = definition_of(version.flow_version_id)
    head, jury, chief = (definition.nodes[f"Activity_{key}"] for key in ("head", "jury", "chief"))
    assert (head.handlers, head.handle_within) == ((RoleHolders("section-head"),), 960)
    assert (jury.mode, jury.threshold) == (Mode.VOTE, Threshold(percent=60))
    assert jury.handlers == (FromField("huiqianren"),)
    assert chief.handlers == (PostHolders("p1"),)
    ((_gateway, condition),) = definition.conditions
    assert condition == AllOf((
        Test("tianshu", Type.NUMBER, Operator.GE, 3),
        Test("leixing", Type.CHOICE, Operator.EQ, "事假"),
    ))  # fmt: skip
    kept = version.flow_version.bpmn
    for words in ('camunda:dueDate="P2D"', "camunda:taskListener", "${days &gt;= 3"):
        assert words in kept, words
    assert "从别的软件转来的规则" not in page_of(client)


def test_a_condition_nobody_understands_is_told_at_its_box(client, camunda):  # noqa: F811
    for typed, said in (
        ("天数 大于 3", "看不懂"), ("天数 > 很多", "两边都是变量"),
        ("工龄 > 3", "表单里没有“工龄”"),
        ("类型 = '病假'", "没有“病假”这个选项"), ("天数", "不是“是”或“否”"),
    ):  # fmt: skip
        send(client, "steps", completed(**{"t-c-0": typed, "t-done": ticks()}))
        assert said in page_of(client), typed
    assert client.post(f"{LIST}/leave/publish").status_code >= 400


def test_strange_marks_and_boxes_are_left_out(client, camunda):  # noqa: F811
    send(client, "steps", completed(**{"t-done": ["x", *ticks()], "t-c-7": "天数 > 1"}))
    kept = TemplateDraft.objects.get().raw["foreign"]
    assert sorted(kept["done"]) == sorted(ticks())
    assert list(kept["conditions"]) == ["Flow_4"]


def test_people_and_groups_are_known_by_code_or_name(client, leave, clerk):  # noqa: F811
    text = (TOOLS / "camunda8.bpmn").read_text(encoding="utf-8")
    text = text.replace('assignee="zhao"', f'assignee="{clerk.name}"')
    text = text.replace("&quot;accountants&quot;, &quot;auditors&quot;", "&quot;科长&quot;")
    upload(client, text)
    client.post(f"{LIST}/leave/adopt")
    kept = {each["parts"]["key"]: each for each in TemplateDraft.objects.get().raw["steps"]}
    assert (kept["finance"]["parts"]["rule"], kept["finance"]["parts"]["post"]) == ("post", "科长")
    assert kept["keeper"]["people"] == [clerk.code]


def test_lanes_hint_at_handlers_and_plain_words_are_asked_for(client, leave):  # noqa: F811
    amount = {"c-0-label": "标的额", "c-0-kind": "money", "go": "steps"}
    send(client, "fields", amount)
    text = (TOOLS / "signavio.bpmn").read_text(encoding="utf-8")
    upload(client, text)
    client.post(f"{LIST}/leave/adopt")
    page = page_of(client)
    assert "画在泳道“法规科”里" in page and "还没有选好由谁办理" in page
    assert "图上写的是 标的额在 50 万元以上" in page and "看不懂" in page
    draft, check = (lines()[name] for name in ("起草合同", "法规科审查"))
    boxes = step(draft[0], key=draft[1], name="起草合同", rule="initiator")
    boxes |= step(check[0], key=check[1], name="法规科审查", rule="head")
    send(client, "steps", boxes | {"t-c-0": "标的额 >= 500000"})
    page = page_of(client)
    assert "标的额不少于 500,000 元" in page and "都已补充" in page


def test_a_longer_drawing_takes_no_more_queries(client, leave):  # noqa: F811
    counts = []
    for name in ("camunda8.bpmn", "flowable.bpmn20.xml"):
        upload(client, (TOOLS / name).read_bytes())
        client.post(f"{LIST}/leave/adopt")
        counts.append(min(len(queries_of(client, f"{LIST}/leave/steps")) for _visit in range(2)))
    assert counts[1] <= counts[0]
