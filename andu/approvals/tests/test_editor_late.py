"""到期动作 in the template editor: typed, told when wrong, published, read back, and shown."""

import re

import pytest
from django.utils import timezone

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
from andu.approvals.tests.test_editor_votes import page_of, published
from andu.engine import BEFORE, AtLimit, LimitAct, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.policy.models import Decision
from andu.policy.reading import forget


def late(number=0, name="审核", *rows, **boxes):
    """A step with acts by time: (act, hours, whom) for each row."""
    said = {"late": "own", "rule": "superior"}
    for at, row in enumerate(rows, 1):
        said |= dict(
            zip((f"late_act_{at}", f"late_after_{at}", f"late_who_{at}"), row, strict=False)
        )
    return step(number, name=name, **said | boxes)


def both(*steps):
    return {name: text for each in steps for name, text in each.items()}


def decide(code, text):
    Decision.objects.create(
        code=code, level="installation", place=0, text=text, since=timezone.now()
    )
    forget()


def test_three_acts_are_typed_published_and_read_back(client, leave, finance_head):  # noqa: F811
    send(client, "fields", FIELDS)
    acts = late(0, "审核", ("escalate", ""), ("transfer", "4", "周牧野"), ("before", "12.5"))
    send(client, "steps", acts)
    page = page_of(client)
    said = "到时限上报上级；超时 4 小时后自动转给周牧野办理；超时 1 天后自动退回上一环节"
    assert said in page
    assert 'name="s-0-late_after_3" value="12.5"' in page
    found = published(client).steps[0]
    assert found.at_limit == (
        AtLimit(act=LimitAct.ESCALATE),
        AtLimit(act=LimitAct.TRANSFER, after=240, rule=NamedPerson("finance_head")),
        AtLimit(act=LimitAct.RETURN, after=750, to=BEFORE),
    )
    page = page_of(client)
    assert re.search(r'name="s-0-late_act_2".*?value="transfer" selected', page, re.S)
    assert 'name="s-0-late_who_2" value="周牧野"' in page


@pytest.mark.parametrize(("said", "acts"), [("policy", None), ("nothing", ())])
def test_left_to_the_policy_or_nothing(client, leave, said, acts):  # noqa: F811
    send(client, "fields", FIELDS)
    send(client, "steps", late(0, "审核", ("escalate", ""), late=said))
    assert published(client).steps[0].at_limit == acts


def test_back_to_a_step_of_the_table(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    first, second = step(0, name="核稿", rule="superior"), late(1, "审批", ("back-r0", "8"))
    send(client, "steps", both(first, second))
    found = published(client).steps
    assert found[1].at_limit == (AtLimit(act=LimitAct.RETURN, after=480, to=found[0].key),)
    page = page_of(client)
    assert "超时 1 天后自动退回“核稿”" in page
    assert re.search(r'value="back-r0" selected', page)


@pytest.mark.parametrize(
    ("row", "boxes", "words"),
    [
        (("transfer", "4", "没这个人"), {}, "到期动作：没有叫“没这个人”的人员"),
        (("remind", "很久"), {}, "超过时限“很久”应是 0 到 720 的小时数"),
        (("remind", "-1"), {}, "超过时限“-1”应是"),
        (("",), {}, "请至少选一个动作"),
        (("nonsense",), {}, "请重新选择到期动作"),
        (("back-r7",), {}, "从这里退不过去"),
        (("pass",), {"nature": "work"}, "不能超时自动通过"),
        (("return",), {"may_return": ""}, "不允许退回，却写了超时自动退回"),
        (("pass",), {}, "参数“允许审批环节超时自动通过”没有开放"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(client, leave, row, boxes, words):  # noqa: F811
    send(client, "fields", FIELDS)
    sent = late(0, "审核", row, **boxes)
    if boxes.get("may_return") == "":
        sent.pop("s-0-may_return", None)
    send(client, "steps", sent)
    page = page_of(client)
    assert words in page
    if len(row) > 1:
        assert f'name="s-0-late_after_1" value="{row[1]}"' in page
    assert client.post(f"{LIST}/leave/publish").status_code != 302


def test_where_the_policy_allows_it_an_approval_may_pass(client, leave):  # noqa: F811
    decide("workflow.auto_pass_allowed", "1")
    send(client, "fields", FIELDS)
    send(client, "steps", late(0, "审核", ("pass", "16")))
    assert published(client).steps[0].at_limit == (AtLimit(act=LimitAct.PASS, after=960),)
    forget()


def test_acts_without_a_limit_are_told(client, leave):  # noqa: F811
    decide("workflow.handle_within", "0")
    send(client, "fields", FIELDS)
    send(client, "steps", late(0, "审核", ("escalate", "")))
    assert "没有办理时限" in page_of(client)
    send(client, "steps", late(0, "审核", ("escalate", ""), limit="8"))
    assert published(client).steps[0].at_limit
    forget()


def test_what_only_a_drawing_can_say_is_kept(client, leave):  # noqa: F811
    rule = AtLimit(act=LimitAct.ESCALATE, rule=Superior(2))
    timed = Step(key="a", name="审核", handlers=(NamedPerson("director"),), at_limit=(rule,))
    send(client, "fields", FIELDS)
    upload(client, drawn(timed))
    assert client.post(f"{LIST}/leave/adopt").status_code == 302
    page = page_of(client)
    assert "照图：到时限上报发起人的第 2 级上级" in page
    assert published(client).steps[0].at_limit == (rule,)
