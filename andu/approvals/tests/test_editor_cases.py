"""按条件定人 and the other new rules on the page of steps: typed, published, opened again."""

import pytest

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
from andu.engine import Again, AllOf, Mode, Not, Operator, Own, Test, Type
from andu.engine.handlers import (
    HandlersChoice,
    NamedPerson,
    PostHolders,
    Superiors,
    UnitHead,
    When,
)
from andu.workflow.compiled import definition_of

LONG = Test("tianshu", Type.NUMBER, Operator.GT, 3)


def case(number, row=0, **boxes):
    """One case as a browser sends it."""
    sent = {"case": "on"} | boxes
    return {f"s-{row}-w-{number}-{name}": text for name, text in sent.items()}


MORE = case(0, field="tianshu", operator="gt", value="3", by="post", who="科长")
CASES = step(0, name="审批", rule="cases") | MORE | case(1, by="person", who="沈知远")


@pytest.fixture
def filled(client, leave):  # noqa: F811
    """The template with its fields."""
    send(client, "fields", FIELDS)
    return leave


def published(client):  # noqa: F811
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    return definition_of(TemplateVersion.objects.get().flow_version_id).steps


def test_cases_are_published_and_opened_again(client, filled, bureau, director):  # noqa: F811
    send(client, "steps", CASES)
    (made,) = published(client)
    assert made.handlers == (
        When(LONG, PostHolders(bureau.posts["科长"].code)),
        When(Not(LONG), NamedPerson(director.code)),
    )
    page = client.get(f"{LIST}/leave/steps").text
    assert 'name="s-0-w-0-case"' in page and "天数超过 3时" in page
    send(client, "steps", CASES | {"step-act": "case-0"})
    kept = TemplateDraft.objects.get().raw["steps"][0]
    assert kept["parts"]["rule"] == "cases"
    assert [each["parts"].get("by", "") for each in kept["asked"]] == ["post", "person", ""]


def test_what_must_all_hold_is_one_case(client, filled):  # noqa: F811
    also = case(1, field="tianshu", operator="le", value="9") | {"s-0-w-1-and": "on"}
    only = case(2, by="head")
    send(client, "steps", step(0, name="审批", rule="cases") | MORE | also | only)
    (made,) = published(client)
    both = AllOf((LONG, Test("tianshu", Type.NUMBER, Operator.LE, 9)))
    assert [rule.condition for rule in made.handlers] == [both, Not(both)]
    assert made.handlers[1].rule == UnitHead()


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({}, "请至少加一种情况"),
        (case(0, field="tianshu", operator="gt", value="三", by="head"), "不是数字"),
        (case(0, field="tianshu", operator="gt", value="3"), "请选择由谁办理"),
        (case(0, field="tianshu", operator="gt", value="3", by="post", who="船长"), "船长"),
    ],
)
def test_what_is_wrong_with_a_case_stands_beside_it(client, filled, boxes, words):  # noqa: F811
    send(client, "steps", step(0, name="审批", rule="cases") | boxes)
    assert words in client.get(f"{LIST}/leave/steps").text
    assert client.post(f"{LIST}/leave/publish").status_code != 302


def test_superiors_picks_and_whom_not_to_ask_again_are_published(client, filled, bureau):  # noqa: F811
    rows = (
        step(0, name="逐级", rule="superiors", mode="in_order", levels_up="3", until="科长"),
        step(1, name="承办", rule="handlers_choice", most="2", mode="all", again="once"),
        step(2, name="签批", rule="head", own="superior"),
    )
    send(client, "steps", {name: text for row in rows for name, text in row.items()})
    up, chosen, last = published(client)
    assert up.handlers == (Superiors(3, bureau.posts["科长"].code),) and up.mode is Mode.IN_ORDER
    assert chosen.handlers == (HandlersChoice(most=2),) and chosen.again is Again.ONCE
    assert last.own is Own.SUPERIOR
    page = client.get(f"{LIST}/leave/steps").text
    assert 'name="s-0-levels_up" value="3"' in page and 'name="s-0-until" value="科长"' in page
