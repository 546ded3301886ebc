"""Branches entered by condition, transfer ranges and response limits, on the page of steps."""

import pytest

from andu.approvals.models import TemplateDraft, TemplateVersion
from andu.approvals.tests.test_editor_drawings import upload
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    FIELDS,
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.engine import TransferRange
from andu.engine.conditions import Operator, Test, Type
from andu.engine.nodes import ForkKind
from andu.workflow.bpmn.writing import write
from andu.workflow.compiled import definition_of

BOX = "s-0-w-0-"
ASKED = {f"{BOX}enter": "on", f"{BOX}field": "tianshu", f"{BOX}operator": "gt", f"{BOX}value": "3"}


def group(**second):
    """Two branches: the first when it takes more than three days."""
    one = step(0, name="分管领导", rule="leader", group="甲") | ASKED
    return one | step(1, name="办公室", rule="head", group="甲", **second)


def publish(client):  # noqa: F811
    return client.post(f"{LIST}/leave/publish")


@pytest.fixture
def filled(client, leave):  # noqa: F811
    """The template with its fields."""
    send(client, "fields", FIELDS)
    return leave


def test_branches_with_conditions_are_published_drawn_and_opened_again(client, filled):  # noqa: F811
    send(client, "steps", group(enter="default"))
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "各分支按条件进入（至少一个；都不满足时走默认分支）" in page
    assert "天数超过 3" in page  # the picture
    assert publish(client).status_code == 302
    definition = definition_of(TemplateVersion.objects.get().flow_version_id)
    fork = next(node for node in definition.nodes.values() if hasattr(node, "branches"))
    assert fork.kind is ForkKind.INCLUSIVE
    assert fork.branches[0].condition == Test("tianshu", Type.NUMBER, Operator.GT, 3)
    assert [branch.is_default for branch in fork.branches] == [False, True]
    again = client.get(f"{LIST}/leave/steps").content.decode()
    assert "照上传的图走" not in again
    assert 'name="s-0-w-0-enter"' in again
    assert upload(client, write(definition)).status_code == 302
    client.post(f"{LIST}/leave/adopt")
    draft = TemplateDraft.objects.get()
    assert not draft.drawn
    assert draft.raw["steps"][1]["parts"]["enter"] == "default"


def test_a_condition_is_added_to_and_dropped_by_buttons(client, filled):  # noqa: F811
    boxes = step(0, name="甲", rule="head", group="一", enter="default")
    send(client, "steps", boxes | {"step-act": "enter-0"})
    kept = TemplateDraft.objects.get().raw["steps"][0]
    assert (kept["parts"]["enter"], kept["asked"][0]["parts"]) == ("", {"enter": "on"})
    send(client, "steps", boxes | ASKED | {"step-act": "also-0-0"})
    asked = TemplateDraft.objects.get().raw["steps"][0]["asked"]
    assert asked[1]["parts"] == {"and": "on", "enter": "on"}
    send(client, "steps", boxes | ASKED | {"step-act": "drop-0-0"})
    assert not TemplateDraft.objects.get().raw["steps"][0]["asked"]


def test_a_group_without_a_default_or_with_one_never_entered_is_told(client, filled):  # noqa: F811
    more = {name.replace("s-0", "s-1"): text for name, text in ASKED.items()}
    send(client, "steps", group() | more)
    assert "的分支都有条件。请留一条默认分支" in publish(client).content.decode()
    third = step(2, name="备案", rule="head", group="甲", enter="default")
    send(client, "steps", group() | third)
    assert "“办公室”总是进入，默认分支就不会走到" in publish(client).content.decode()
    outside = step(0, name="分管领导", rule="leader") | ASKED
    send(client, "steps", outside)
    assert "进入条件只用于同时办理的分支" in publish(client).content.decode()
    assert not TemplateVersion.objects.exists()


def test_a_step_says_how_far_it_is_transferred_and_when_to_respond(client, filled):  # noqa: F811
    send(client, "steps", step(0, name="审核", rule="head", transfer="unit", respond="1.5"))
    assert publish(client).status_code == 302
    one = definition_of(TemplateVersion.objects.get().flow_version_id).steps[0]
    assert (one.transfer, one.respond_within) == (TransferRange.UNIT, 90)
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert '<option value="unit" selected>本人所在单位</option>' in page
    assert 'name="s-0-respond" value="1.5"' in page
    send(client, "steps", step(0, name="审核", rule="head", transfer="everywhere", respond="一会"))
    assert "响应时限“一会”应是大于零的小时数" in publish(client).content.decode()
    send(client, "steps", step(0, name="审核", rule="head", transfer="", respond=""))
    assert publish(client).status_code == 302
    newest = TemplateVersion.objects.latest("number").flow_version_id
    one = definition_of(newest).steps[0]
    assert (one.transfer, one.respond_within) == (None, None)


def test_a_draft_from_before_keeps_what_the_flow_says(client, filled):  # noqa: F811
    send(client, "steps", step(0, name="审核", rule="head", transfer="branch", respond="2"))
    publish(client)
    key = definition_of(TemplateVersion.objects.get().flow_version_id).steps[0].key
    send(client, "steps", step(0, key=key, name="复核", rule="head"))
    assert publish(client).status_code == 302
    newest = TemplateVersion.objects.latest("number").flow_version_id
    one = definition_of(newest).steps[0]
    assert (one.name, one.transfer, one.respond_within) == ("复核", TransferRange.BRANCH, 120)


def branched(**more):
    """Finance checks and, beyond three days, its head as well; the office beside it; then the end.
    The first row's condition leads on, else its branch is done."""
    one = step(0, name="财务初审", rule="head", group="甲", branch="财务", next="end")
    way = {f"{BOX}field": "tianshu", f"{BOX}operator": "gt", f"{BOX}value": "3", f"{BOX}to": "r1"}
    two = step(1, name="财务复核", rule="leader", group="甲", branch="财务")
    return one | way | two | step(2, name="办公室", rule="head", group="甲", **more)


def test_conditions_inside_a_branch_are_entered_published_and_opened_again(client, filled):  # noqa: F811
    send(client, "steps", branched())
    page = client.get(f"{LIST}/leave/steps").content.decode()
    first = page[page.index('name="s-0-next"') :].partition("</select>")[0]
    assert "本分支办完" in first and "财务复核" in first and "办公室" not in first
    assert "分支 财务" in page and "天数超过 3" in page
    assert publish(client).status_code == 302
    definition = definition_of(TemplateVersion.objects.get().flow_version_id)
    fork = next(node for node in definition.nodes.values() if hasattr(node, "branches"))
    finance, office = fork.branches
    checked, again = (node.key for node in finance.nodes[:2])
    assert fork.kind is ForkKind.PARALLEL and office.entry == office.exit
    ways = {(e.source, e.target): e.condition for e in finance.edges}
    assert ways == {
        (checked, again): Test("tianshu", Type.NUMBER, Operator.GT, 3),
        (checked, finance.exit): None, (again, finance.exit): None,
    }  # fmt: skip
    assert upload(client, write(definition)).status_code == 302
    client.post(f"{LIST}/leave/adopt")
    draft = TemplateDraft.objects.get()
    assert not draft.drawn
    assert [row["parts"]["branch"] for row in draft.raw["steps"]] == ["1", "1", ""]
    assert draft.raw["steps"][0]["asked"][0]["parts"]["to"] == "r1"


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (branched() | {"s-0-next": "r2"}, "办完只能到本分支的其他环节或本分支结束"),
        (branched() | {"s-1-enter": "default"}, "写在分支的第一个环节“财务初审”上"),
        (branched() | {"s-2-group": "", "s-2-branch": "财务"}, "分支只用在并行组里"),
        (branched() | {"s-2-group": ""}, "并行组“甲”只有这一个环节"),
        (branched(branch="财务") | {"s-1-branch": "别的"}, "分支“财务”的环节没有挨在一起"),
    ],
)  # fmt: skip
def test_what_a_branch_cannot_mean_is_told_beside_its_line(client, filled, boxes, words):  # noqa: F811
    send(client, "steps", boxes)
    assert words in publish(client).content.decode()
    assert not TemplateVersion.objects.exists()
