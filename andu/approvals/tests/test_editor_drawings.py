"""Drawings in and out of the template editor."""

from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.approvals.models import TemplateDraft, TemplateVersion
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    FIELDS,
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.engine import Automatic, Definition, Edge, Gate, Mode, Region, Step
from andu.engine.handlers import Administrator, Superior, UnitHead
from andu.engine.nodes import Levels
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.writing import write
from andu.workflow.compiled import definition_of

LANES = (
    '<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="财务">'
    "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
)


def drawn(*nodes, edges=()):
    """A drawing of these nodes between a start and an end."""
    inside = (Gate(key="s"), *nodes, Gate(key="e"))
    ways = edges or tuple(Edge(source=a.key, target=b.key) for a, b in pairwise(inside))
    root = Region(key="root", entry="s", exit="e", nodes=inside, edges=ways)
    return write(Definition(key="x", name="外来流程", root=root))


def upload(client, text, name="外来.bpmn"):  # noqa: F811
    sent = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{LIST}/leave/upload", {"file": SimpleUploadedFile(name, sent)})


def test_an_upload_is_shown_in_three_lists_and_adopted_as_a_table(client, leave):  # noqa: F811
    text = drawn(Step(key="a", name="初审"), Step(key="b", name="复核", handlers=(UnitHead(),)))
    assert upload(client, text).status_code == 302
    page = client.get(f"{LIST}/leave/upload").content.decode()
    for words in ("这里会执行", "原样保留", "不能使用", "初审", "还没有办理人", "环节变成表格"):
        assert words in page, words
    assert client.post(f"{LIST}/leave/adopt").status_code == 302
    draft = TemplateDraft.objects.get()
    assert not draft.drawn and not draft.offered
    assert [each["parts"]["name"] for each in draft.raw["steps"]] == ["初审", "复核"]
    assert "请选择由谁办理" in client.get(f"{LIST}/leave/steps").content.decode()
    again = client.post(f"{LIST}/leave/adopt")
    assert again.status_code >= 400 and "请先上传" in again.content.decode()


def test_an_upload_is_told_all_that_publishing_would_refuse(client, leave):  # noqa: F811
    step = Step(key="a", name="审批", handlers=(Superior(3),), levels=Levels.STRICT)
    assert upload(client, drawn(step)).status_code == 302
    page = client.get(f"{LIST}/leave/upload").content.decode()
    assert "由发起人的第 3 级上级办理" in page and "越级了" in page


def test_what_a_table_cannot_tell_runs_as_drawn(client, leave):  # noqa: F811
    kept = Step(key="b", name="复核", handlers=(Administrator(),))
    text = drawn(Step(key="a", name="初审"), Automatic(key="m", name="登记"), kept)
    upload(client, text)
    assert "照这张图走" in client.get(f"{LIST}/leave/upload").content.decode()
    client.post(f"{LIST}/leave/adopt")
    assert TemplateDraft.objects.get().drawn
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "照图：流程管理员" in page and "照上传的图走" in page
    refused = client.post(f"{LIST}/leave/redraw")
    assert refused.status_code >= 400 and TemplateDraft.objects.get().drawn
    send(client, "fields", FIELDS)
    boxes = step(0, key="a", name="初审", rule="head", mode="any") | step(
        1, key="b", name="改不了", rule="keep")  # fmt: skip
    send(client, "steps", boxes)
    published = client.post(f"{LIST}/leave/publish")
    assert published.status_code == 302, published.content.decode()[-3000:]
    definition = definition_of(TemplateVersion.objects.get().flow_version_id)
    assert definition.nodes["a"].handlers == (UnitHead(),)
    assert definition.nodes["a"].mode is Mode.ANY
    assert definition.nodes["b"] == kept
    assert isinstance(definition.nodes["m"], Automatic)


def test_lanes_are_carried_along_until_the_table_takes_over(client, leave):  # noqa: F811
    text = drawn(Step(key="a", name="初审", handlers=(UnitHead(),)))
    at = text.index("<bpmn:userTask")
    upload(client, text[:at] + LANES + text[at:])
    client.post(f"{LIST}/leave/adopt")
    assert TemplateDraft.objects.get().drawn
    file = client.get(f"{LIST}/leave/flow.bpmn")
    assert "laneSet" in file.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="leave.bpmn"'
    assert client.post(f"{LIST}/leave/redraw").status_code == 302
    assert not TemplateDraft.objects.get().drawn
    assert "laneSet" not in client.get(f"{LIST}/leave/flow.bpmn").content.decode()


def test_a_download_reads_back_as_the_same_table(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    boxes = (
        step(0, name="甲", rule="superior", group="会")
        | step(1, name="乙", rule="head", group="会", next="r2")
        | step(2, name="丙", rule="leader", disagree="r0")
        | {"s-1-w-0-field": "tianshu", "s-1-w-0-operator": "gt", "s-1-w-0-value": "3",
           "s-1-w-0-to": "end", "s-1-w-1-and": "on", "s-1-w-1-field": "@units",
           "s-1-w-1-operator": "contains", "s-1-w-1-value": "财务科"}
    )  # fmt: skip
    send(client, "steps", boxes)
    before = TemplateDraft.objects.get().raw["steps"]
    file = client.get(f"{LIST}/leave/flow.bpmn").content
    assert upload(client, file).status_code == 302
    client.post(f"{LIST}/leave/adopt")
    draft = TemplateDraft.objects.get()
    assert not draft.drawn
    assert [each["parts"]["name"] for each in draft.raw["steps"]] == ["甲", "乙", "丙"]
    asked = [test["parts"] for test in draft.raw["steps"][1]["asked"]]
    assert asked == [test["parts"] for test in before[1]["asked"]]
    assert read(client.get(f"{LIST}/leave/flow.bpmn").content).definition == read(file).definition


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "空"),
        (b"<html/>", "BPMN 2.0"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DTD"),
        (b"\xff\x00\x01", ""),
        (b"<" * (5 * 1024 * 1024 + 1), "文件太大"),
    ],
)
def test_a_hostile_file_is_refused_with_words(client, leave, text, words):  # noqa: F811
    answer = upload(client, text)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not TemplateDraft.objects.filter(offered__gt="").exists()


def test_an_upload_without_a_file_says_so(client, leave):  # noqa: F811
    answer = client.post(f"{LIST}/leave/upload", {})
    assert answer.status_code == 422 and "请先选择" in answer.content.decode()
