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
