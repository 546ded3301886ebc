"""The template editor in a browser without scripts."""

import json

import pytest

from andu.approvals import actions
from andu.approvals.actions.editing import Section
from andu.approvals.actions.templates import Particulars
from andu.approvals.models import StepAccess, Template, TemplateDraft, TemplateVersion
from andu.audit.recording import entries_of
from andu.engine.handlers import NamedPerson
from andu.kit.verdict import Refused
from andu.organisation.models import Member, Role
from andu.policy.reading import forget
from andu.workflow.compiled import definition_of
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

LIST = "/admin/processes"
FIELDS = {
    "c-0-label": "事由", "c-0-kind": "long_text", "c-0-required": "on",
    "c-1-label": "天数", "c-1-kind": "number", "c-2-label": "经办人", "c-2-kind": "person",
    "go": "steps",
}  # fmt: skip
USUAL = {"mode": "one", "nature": "approve", "may_return": "on", "disagree": "end",
         "nobody": "administrator", "opinion": "policy", "limit": "", "next": ""}  # fmt: skip


def step(number, **boxes):
    """One step as a browser sends it."""
    return {f"s-{number}-{name}": text for name, text in (USUAL | boxes).items()}


@pytest.fixture(autouse=True)
def drawings():
    """Real drawings, instead of those the stories of workflow make up."""
    definition_of.cache_clear()


@pytest.fixture
def leave(designer, bureau):
    about = Particulars(name="请假申请", category="人事", numbering="QJ-{year}-{n:04}")
    return actions.create_template(bureau.units["office"], "leave", about, by=actor_of(designer))


@pytest.fixture
def client(designer):
    return client_of(designer)


def send(client, page, boxes, key="leave"):
    at = f"{LIST}/{key}" if page == "basics" else f"{LIST}/{key}/{page}"
    return client.post(at, boxes)


def test_from_nothing_to_a_published_version_without_scripts(client, designer, bureau):
    unit = bureau.units["office"].pk
    made = client.post(f"{LIST}/new", {"name": "请假申请", "key": "leave", "unit": unit})
    assert made.status_code == 302, made.content.decode()
    assert send(client, "fields", FIELDS).url == f"{LIST}/leave/steps"
    first = step(0, name="科长审核", rule="superior", level="1", limit="8") | {
        "s-0-w-0-field": "tianshu", "s-0-w-0-operator": "le", "s-0-w-0-value": "3",
        "s-0-w-0-to": "end",
    }  # fmt: skip
    second = step(1, name="会签", rule="person", mode="all", people_text="周牧野、陈砚秋")
    third = step(2, name="局长签批", rule="unit_head", unit="云澜市城市更新局", opinion="required")
    flow = {"f-withdrawal": "never"}
    assert send(client, "steps", first | second | third | flow).status_code == 302
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "天数不超过 3" in page and "周牧野" in page and "<svg" in page
    matrix = {"a|draft|shiyou": "required", "a|huiqian|tianshu": "hidden", "a|x|shiyou": "write",
              "a|huiqian|nothing": "write"}  # fmt: skip
    send(client, "access", matrix)
    check = client.get(f"{LIST}/leave/check").content.decode()
    assert "可以发布" in check
    done = client.post(f"{LIST}/leave/publish")
    assert done.status_code == 302, done.content.decode()[:400]
    version = TemplateVersion.objects.get()
    definition = definition_of(version.flow_version_id)
    assert [each.name for each in definition.steps] == ["科长审核", "会签", "局长签批"]
    assert definition.steps[0].handle_within == 480
    assert len(definition.steps[1].handlers) == 2
    assert definition.withdrawal == "never" and not definition.take_back
    assert set(StepAccess.objects.values_list("step", "field", "access")) == {
        ("draft", "shiyou", "required"), ("huiqian", "tianshu", "hidden"),
    }  # fmt: skip
    assert not TemplateDraft.objects.exists()
    versions = client.get(f"{LIST}/leave/versions").content.decode()
    assert "第 1 版" in versions and "陈砚秋" in versions


def test_what_is_unsound_is_kept_and_told_but_not_published(client, leave):
    Role.objects.create(organisation=leave.organisation, code="fin", name="财务负责人")
    boxes = (
        step(0, name="审核", rule="role", role="不存在的角色", limit="很快")
        | step(1, name="审核", rule="")
        | step(2, name="", rule="field", next="r9")
    )
    assert send(client, "steps", boxes).status_code == 302
    page = client.get(f"{LIST}/leave/steps").content.decode()
    for words in (
        "没有叫“不存在的角色”的角色", "时限“很快”", "有 2 个环节都叫“审核”", "请选择由谁办理",
        "请填写环节名称", "还没有“人员”类型的字段", "要转到的环节已经删除", "不存在的角色",
    ):  # fmt: skip
        assert words in page, words
    refused = client.post(f"{LIST}/leave/publish")
    assert refused.status_code in (403, 409, 422)
    assert not TemplateVersion.objects.exists()
    assert TemplateDraft.objects.get().raw["steps"][0]["parts"]["limit"] == "很快"


def test_a_number_that_is_somebodys_code_never_means_somebody_elses_id(
    client, leave, clerk, director
):
    Member.objects.filter(pk=director.pk).update(code=str(clerk.pk))
    boxes = step(0, name="审核", rule="person", people=[str(director.pk)])
    send(client, "fields", FIELDS)
    about = {"b-name": "请假", "b-unit": "办公室", "b-numbering": "{n}", "b-audience": "some"}
    send(client, "basics", about | {"b-audience_people": [str(director.pk)]})
    for _again in range(2):
        send(client, "steps", boxes)
        page = client.get(f"{LIST}/leave/steps").content.decode()
        assert "沈知远" in page and "方亦舒" not in page
        assert TemplateDraft.objects.get().raw["steps"][0]["people"] == [str(clerk.pk)]
    assert "方亦舒" not in client.get(f"{LIST}/leave").content.decode()
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    definition = definition_of(TemplateVersion.objects.get().flow_version_id)
    assert definition.steps[0].handlers == (NamedPerson(str(clerk.pk)),)
    assert {str(line) for line in Template.objects.get().audience.lines.all()} == {"沈知远"}


def test_rows_are_added_moved_and_dropped_and_keep_their_keys(client, leave):
    boxes = step(0, name="甲", rule="head") | step(1, name="乙", rule="head", next="r0")
    send(client, "steps", boxes)
    key = TemplateDraft.objects.get().raw["steps"][0]["parts"]["key"]
    again = {**boxes, "s-0-key": key, "s-0-name": "甲改名", "step-act": "down-0"}
    assert send(client, "steps", again).url.endswith("#line-0")
    kept = TemplateDraft.objects.get().raw["steps"]
    assert [(each["number"], each["parts"]["name"]) for each in kept] == [(1, "乙"), (0, "甲改名")]
    assert kept[1]["parts"]["key"] == key
    send(client, "steps", {**boxes, "step-act": "add"})
    send(client, "steps", {**boxes, "step-act": "add-1"})
    assert TemplateDraft.objects.get().raw["steps"][1]["asked"][0]["parts"] == {"to": "end"}
    asked = {"s-1-w-0-to": "end", "s-1-w-1-to": "end"}
    send(client, "steps", {**boxes, **asked, "step-act": "also-1-0"})
    parts = [each["parts"] for each in TemplateDraft.objects.get().raw["steps"][1]["asked"]]
    assert parts == [{"to": "end"}, {"and": "on"}, {"to": "end"}]
    send(client, "steps", {**boxes, "step-act": "drop-0"})
    assert [each["number"] for each in TemplateDraft.objects.get().raw["steps"]] == [1]


def test_the_preview_keeps_the_draft_and_answers_picture_and_findings(client, leave):
    boxes = step(0, name="审核", rule="role", role="没有") | {"seen": "0"}
    page = client.post(f"{LIST}/leave/steps/preview", boxes, headers={"HX-Request": "true"})
    said = page.content.decode()
    assert 'id="said-0" hx-swap-oob="true"' in said and "没有叫“没有”的角色" in said
    assert 'id="picture"' in said and "<svg" in said and 'name="seen" value="' in said
    assert TemplateDraft.objects.get().revision == 2


def test_hostile_posts_change_nothing_but_words(client, leave):
    boxes = {f"s-{n}-name": f"第{n}" for n in range(1000)} | {
        "s-0-evil": "x", "s-0-__class__": "x", "evil": "x", "s-0-w-0-field": "nowhere",
        "s-0-w-0-operator": "drop", "s-0-key": "root", "s-1-key": "../x", "f-withdrawal": "x",
        "b-name": "被改", "s-0-next": "r0", "s-0-rule": "__init__", "step-act": "drop-x",
    }  # fmt: skip
    assert send(client, "steps", boxes).status_code == 302
    raw = TemplateDraft.objects.get().raw
    assert len(raw["steps"]) <= 101
    keys = [each["parts"]["key"] for each in raw["steps"]]
    assert len(set(keys)) == len(keys) and "root" not in keys and "../x" not in keys
    assert "evil" not in str(raw) and raw["basics"]["name"] == "请假申请"
    page = client.get(f"{LIST}/leave/steps")
    assert "环节最多 100 个" in page.content.decode()
    assert "请选择按哪个字段判断" in page.content.decode()
    assert client.get(f"{LIST}/leave/nothing").status_code == 404
    assert client.post(f"{LIST}/leave/nothing/preview").status_code == 404


def test_a_character_no_database_keeps_is_left_out(client, leave):
    send(client, "fields", FIELDS | {"c-0-label": "事\0由", "c-0-help": "\0"})
    send(client, "steps", step(0, name="甲\0", rule="person", people="1\0", people_text="\0"))
    send(client, "basics", {"b-name": "\0", "b-audience_people": "\0"})
    assert "\\u0000" not in json.dumps(TemplateDraft.objects.get().raw)
    assert client.get(f"{LIST}/leave/check").status_code == 200
    assert client.get(f"{LIST}?q=%00&after=%00").status_code == 200


def test_loops_and_dead_ends_are_told_beside_the_row(client, leave):
    boxes = step(0, name="甲", rule="head", next="r1") | step(1, name="乙", rule="head", next="r0")
    send(client, "steps", boxes)
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "从“甲”走不到结束" in page


def test_without_the_right_there_is_nothing(leave, clerk, outsider, bureau, client, designer):
    for who in (clerk,):
        assert client_of(who).get(LIST).status_code == 403
        assert client_of(who).get(f"{LIST}/leave").status_code == 403
    give_right(outsider, "approvals.templates.manage")
    give_right(clerk, "approvals.templates.manage", scope=bureau.units["finance"])
    for who in (clerk, outsider):
        other = client_of(who)
        assert "请假申请" not in other.get(LIST).content.decode()
        for path in ("", "/steps", "/check", "/versions", "/flow.bpmn", "/upload"):
            assert other.get(f"{LIST}/leave{path}").status_code == 404, path
        for path in ("/steps", "/steps/preview", "/publish", "/discard", "/close", "/adopt",
                     "/redraw", "/reopen"):  # fmt: skip
            assert other.post(f"{LIST}/leave{path}", step(0, name="x")).status_code == 404, path
    assert not TemplateDraft.objects.exists()


def test_nobody_writes_over_what_somebody_else_has_saved(client, leave, director):
    give_right(director, "approvals.templates.manage")
    send(client, "fields", FIELDS | {"seen": "0"})
    late = send(client_of(director), "fields", {"c-0-label": "别的", "seen": "0"})
    assert late.status_code >= 400 and "陈砚秋刚刚改过" in late.content.decode()
    assert "别的" not in str(TemplateDraft.objects.get().raw)


def test_the_list_takes_the_same_queries_for_any_number(client, bureau, designer):
    made = []

    def grow(count):
        for _each in range(count):
            key = f"t{len(made)}"
            about = Particulars(name=f"模板{key}")
            made.append(actions.create_template(
                bureau.units["office"], key, about, by=actor_of(designer)))  # fmt: skip

    assert constant_queries(client, LIST, grow) < 25
    assert "模板t3" in client.get(f"{LIST}?q=t3&state=open").content.decode()
    assert "模板t3" not in client.get(f"{LIST}?q=t4").content.decode()


def test_the_steps_page_takes_the_same_queries_for_any_number(client, leave):
    made = {}

    def grow(count):
        for _each in range(count):
            n = len(made)
            made[n] = step(n, name=f"第{n}步", rule="person", people_text="周牧野")
        boxes = {}
        for each in made.values():
            boxes |= each
        send(client, "steps", boxes)
        forget()  # the policy's memory lasts seconds; it begins afresh with the next visit

    constant_queries(client, f"{LIST}/leave/steps", grow)


def test_a_template_is_closed_and_opened_again(client, leave):
    assert client.post(f"{LIST}/leave/close").status_code == 302
    assert not Template.objects.get().is_open
    assert "停用" in client.get(LIST).content.decode()
    assert client.post(f"{LIST}/leave/reopen").status_code == 302
    assert Template.objects.get().is_open


def test_a_draft_is_discarded_by_those_who_may(client, leave, clerk):
    send(client, "fields", FIELDS)
    with pytest.raises(Refused, match="权限"):
        actions.discard_draft(leave, by=actor_of(clerk))
    assert TemplateDraft.objects.exists()
    assert client.post(f"{LIST}/leave/discard").status_code == 302
    assert not TemplateDraft.objects.exists()
    assert "丢弃" in entries_of(leave).last().sentence


@pytest.mark.parametrize("verb", ["keep", "offer", "adopt", "redraw", "publish"])
def test_nobody_without_the_right_writes_a_draft(leave, clerk, verb):
    by = actor_of(clerk)
    calls = {
        "keep": lambda: actions.keep_draft(leave, Section("fields", {}, 0), by=by),
        "offer": lambda: actions.offer_drawing(leave, b"<x/>", "x", by=by),
        "adopt": lambda: actions.adopt_drawing(leave, by=by),
        "redraw": lambda: actions.redraw_draft(leave, by=by),
        "publish": lambda: actions.publish_draft(leave, by=by),
    }
    with pytest.raises(Refused, match="权限"):
        calls[verb]()
    assert not TemplateDraft.objects.exists() and not TemplateVersion.objects.exists()


def test_a_second_version_keeps_the_flow_it_has_and_pins_what_changed(client, leave):
    send(client, "fields", FIELDS)
    send(client, "steps", step(0, name="审核", rule="superior"))
    client.post(f"{LIST}/leave/publish")
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "审核" in page and "草稿未发布" not in page
    said = {"b-name": "请假单", "b-unit": "财务科", "b-numbering": "{n}", "b-audience": "some",
            "b-audience_units": "办公室、财务科", "b-audience_people_text": "沈知远"}  # fmt: skip
    send(client, "basics", said)
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    second, first = TemplateVersion.objects.all()
    assert (second.number, second.flow_version) == (2, first.flow_version)
    assert second.form_version == first.form_version
    leave.refresh_from_db()
    assert (leave.name, leave.unit.name) == ("请假单", "财务科")
    assert {str(line) for line in leave.audience.lines.all()} == {"办公室", "财务科", "沈知远"}
    page = client.get(f"{LIST}/leave").content.decode()
    assert "办公室、财务科" in page and "沈知远" in page
    assert client.get(f"{LIST}/leave/versions/1").status_code == 200
    assert client.get(f"{LIST}/leave/versions/9").status_code == 404


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"b-name": ""}, "请填写模板名称"),
        ({"b-numbering": "QJ"}, "流水号"),
        ({"b-unit": "没有科"}, "没有叫“没有科”的部门"),
        ({"b-audience": "some"}, "哪些部门或人员可以发起"),
        ({"b-audience": "some", "b-audience_people_text": "某某"}, "没有叫“某某”的人员"),
    ],
)
def test_wrong_particulars_come_back_filled_with_words(client, leave, boxes, words):
    usual = {"b-name": "请假", "b-unit": "办公室", "b-numbering": "{n}", "b-audience": "all"}
    send(client, "basics", usual | boxes | {"b-description": "写过的话"})
    page = client.get(f"{LIST}/leave").content.decode()
    assert words in page and "写过的话" in page
    assert words in client.get(f"{LIST}/leave/check").content.decode()
    assert client.post(f"{LIST}/leave/publish").status_code >= 400
    assert not TemplateVersion.objects.exists()
