"""表决, 办理, 加签 in the template editor: typed, told when wrong, published, read back."""

import re

import pytest

from andu.approvals import actions
from andu.approvals.models import TemplateDraft, TemplateVersion
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
from andu.engine import Ballot, Mode, Nature, Step, Threshold
from andu.engine.handlers import NamedPerson, RoleHolders, UnitHead
from andu.organisation.models import Role
from andu.workflow.compiled import definition_of
from tests.cast import actor_of


def vote(number=0, name="审议", **boxes):
    """A step that votes, as a browser sends it."""
    usual = {"mode": "vote", "rule": "person", "share": "count", "may_add": ["", "on"]}
    return step(number, name=name, **usual | boxes)


def published(client):  # noqa: F811
    done = client.post(f"{LIST}/leave/publish")
    assert done.status_code == 302, re.findall("<li>.*?</li>", done.content.decode())
    return definition_of(TemplateVersion.objects.latest("pk").flow_version_id)


def page_of(client):  # noqa: F811
    return client.get(f"{LIST}/leave/steps").content.decode()


def test_a_share_of_those_who_agree(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    send(client, "steps", vote(people_text="沈知远、周牧野、方亦舒", needed="60%", share="percent"))
    assert "表决（60% 以上同意）" in page_of(client)
    found = published(client).steps[0]
    assert (found.mode, found.threshold) == (Mode.VOTE, Threshold(percent=60))
    assert found.ballots == () and not found.hear_all and found.may_add


def test_voices_of_people_are_weighed_and_kept_when_somebody_goes(
    client, leave, director, finance_head, clerk  # noqa: F811
):  # fmt: skip
    send(client, "fields", FIELDS)
    people = [str(each.pk) for each in (clerk, finance_head, director)]
    boxes = vote(people=people, needed="4", hear="all", may_add="") | {
        f"s-0-v-{clerk.pk}-weight": "", f"s-0-v-{finance_head.pk}-weight": "2",
        f"s-0-v-{director.pk}-weight": "3", f"s-0-v-{director.pk}-veto": "on",
    }  # fmt: skip
    send(client, "steps", boxes)
    page = page_of(client)
    assert "票签（4 票以上同意）：方亦舒、周牧野（2 票）、沈知远（3 票、可一票否决）" in page
    found = published(client).steps[0]
    assert found.ballots == (Ballot(), Ballot(weight=2), Ballot(weight=3, veto=True))
    assert found.hear_all and not found.may_add
    page = page_of(client)
    assert f'name="s-0-v-{director.pk}-weight" value="3"' in page
    assert re.search(rf'name="s-0-v-{director.pk}-veto" checked', page)
    send(client, "steps", boxes | {"s-0-people": people[1:], "s-0-needed": "3"})
    found = published(client).steps[0]
    assert found.ballots == (Ballot(weight=2), Ballot(weight=3, veto=True))


def test_the_boxes_of_voices_follow_the_people_picked(client, leave, director, clerk):  # noqa: F811
    at = f"{LIST}/leave/steps/preview"
    boxes = vote(people=[str(clerk.pk), str(director.pk)], needed="2")
    said = client.post(at, boxes, headers={"HX-Request": "true"}).content.decode()
    assert 'id="voters-0" hx-swap-oob="true"' in said
    assert f"s-0-v-{clerk.pk}-weight" in said and f"s-0-v-{director.pk}-veto" in said
    sent = {f"s-0-v-{clerk.pk}-weight": "2", f"s-0-v-{director.pk}-weight": ""}
    said = client.post(at, boxes | sent, headers={"HX-Request": "true"}).content.decode()
    assert 'id="voters-0"' not in said  # nothing under the hands of who types
    left = boxes | sent | {"s-0-people": [str(clerk.pk)]}
    said = client.post(at, left, headers={"HX-Request": "true"}).content.decode()
    assert f's-0-v-{clerk.pk}-weight" value="2"' in said and f"-v-{director.pk}-" not in said


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"needed": ""}, "请填写同意达到多少人（票）或百分之几算通过"),
        ({"needed": "三"}, "同意达到的人数（票数）“三”应是 1 到 100000 的整数"),
        ({"needed": "0"}, "“0”应是 1 到 100000"),
        ({"needed": "101", "share": "percent"}, "同意达到的百分比“101”应是 1 到 100 的整数"),
        ({"needed": "5"}, "要 5 票同意才通过，办理人一共只有 2 票"),
        ({"needed": "2", "nature": "work"}, "不作决定，不能表决"),
        ({"needed": "2", "nature": "read"}, "不作决定，不能表决"),
        ({"needed": "2", "weigh": "很多"}, "周牧野的票数“很多”应是 1 到 1000 的整数"),
        ({"needed": "2", "weigh": "1001"}, "周牧野的票数“1001”应是 1 到 1000 的整数"),
    ],
)
def test_what_is_typed_wrong_is_told_and_stays(client, leave, finance_head, boxes, words):  # noqa: F811
    send(client, "fields", FIELDS)
    boxes = dict(boxes)
    sent = {f"s-0-v-{finance_head.pk}-weight": boxes.pop("weigh", "")}
    ready = client.post(f"{LIST}/leave/steps", vote(people_text="周牧野、沈知远", **boxes) | sent)
    assert ready.status_code == 302
    sent["s-0-people"] = TemplateDraft.objects.get().raw["steps"][0]["people"]
    send(client, "steps", vote(**boxes) | sent)
    page = page_of(client)
    told = re.findall(r'<p class="error">.*?<span>(.*?)</span>', page)
    assert len(told) == 1 and words in told[0], told
    assert f'value="{boxes["needed"]}"' in page
    assert all(text in page for text in sent.values() if isinstance(text, str))
    assert client.post(f"{LIST}/leave/publish").status_code == 409
    assert not TemplateVersion.objects.exists()


def test_settings_of_a_vote_wait_where_people_decide_otherwise(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    boxes = vote(rule="head", mode="all", needed="很多") | {
        "s-0-v-r0-weight": "x",
        "s-0-v-r0-veto": "on",
    }
    send(client, "steps", boxes)
    found = published(client).steps[0]
    assert (found.mode, found.threshold, found.ballots) == (Mode.ALL, None, ())
    send(client, "steps", boxes)
    kept = TemplateDraft.objects.get().raw["steps"][0]
    assert kept["parts"]["needed"] == "很多"
    assert kept["voices"] == {"r0": {"weight": "x", "veto": "on"}}


def test_work_and_hearing_everybody_and_no_added_signers(client, leave, designer):  # noqa: F811
    send(client, "fields", FIELDS)
    sign = {"rule": "person", "people_text": "沈知远、周牧野", "mode": "all", "hear": "all"}
    boxes = step(0, name="制证", rule="head", nature="work", may_add="")
    boxes |= step(1, name="会签", **sign)
    send(client, "steps", boxes)
    page = page_of(client)
    assert "办理：发起人部门的负责人" in page and "· 办理（完成工作，不表态）" in page
    work, sign = published(client).steps
    assert (work.nature, work.may_add, work.hear_all) == (Nature.WORK, False, False)
    assert sign.hear_all and sign.may_add  # a page from before the box for adding changes nothing
    actions.discard_draft(leave, by=actor_of(designer))
    page = page_of(client)
    assert 'name="s-0-may_add" value="on">' in page
    assert 'name="s-1-may_add" value="on" checked>' in page


def test_a_download_reads_back_as_the_same_table(client, leave, clerk, director):  # noqa: F811
    Role.objects.create(organisation=leave.organisation, code="jury", name="评委")
    send(client, "fields", FIELDS)
    people = [str(clerk.pk), str(director.pk)]
    boxes = (
        vote(0, "评审", rule="role", role="评委", needed="67", share="percent")
        | {"s-0-v-r0-weight": "2", "s-0-v-r0-veto": "on"}
        | vote(1, "审议", people=people, needed="3", hear="all", may_add="")
        | {f"s-1-v-{clerk.pk}-weight": "1", f"s-1-v-{director.pk}-weight": "5"}
        | step(2, name="制证", rule="head", nature="work", may_add="on")
    )
    send(client, "steps", boxes)
    before = published(client)
    assert before.steps[0].ballots == (Ballot(weight=2, veto=True),)
    file = client.get(f"{LIST}/leave/flow.bpmn").content
    assert upload(client, file).status_code == 302
    client.post(f"{LIST}/leave/adopt")
    assert not TemplateDraft.objects.get().drawn
    assert published(client) == before


def test_what_a_drawing_says_of_voices_is_kept_with_its_handlers(client, leave, clerk):  # noqa: F811
    Role.objects.create(organisation=leave.organisation, code="jury", name="评委")
    mixed = Step(
        key="a", name="评审", mode=Mode.VOTE, threshold=Threshold(percent=50),
        handlers=(UnitHead(), RoleHolders("jury"), NamedPerson(clerk.code)),
        ballots=(Ballot(veto=True), Ballot(weight=2), Ballot()),
    )  # fmt: skip
    send(client, "fields", FIELDS)
    upload(client, drawn(mixed))
    client.post(f"{LIST}/leave/adopt")
    page = page_of(client)
    assert "角色“评委”的票数" in page and 'name="s-0-v-r1-weight" value="2"' in page
    assert published(client).steps[0] == mixed
    said = {f"s-0-v-r{n}-weight": "1" for n in range(3)} | {"s-0-v-r1-veto": "on"}
    boxes = vote(name="评审", rule="keep", key="a", needed="50", share="percent") | said
    send(client, "steps", boxes)
    assert published(client).steps[0].ballots == (Ballot(), Ballot(veto=True), Ballot())
