"""发起人自选 keeps to 逐级审批: whom the submission refuses is greyed while picking (WF-11)."""

import re
from dataclasses import replace

import pytest

from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import Draft
from andu.approvals.tests.samples import LEAVE, POST, flow_of
from andu.engine import Step
from andu.engine.handlers import FromField, InitiatorsChoice, PostHolders, Superior
from andu.engine.nodes import Levels
from andu.forms.definition import Field, Kind
from andu.organisation.models import Member
from andu.workflow.actions import withdraw
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of, make_member
from tests.house.counting import constant_queries

FORM = replace(LEAVE, fields=(*LEAVE.fields, Field(key="who", label="经办人", kind=Kind.PERSON)))
AT = "/start/help/choosable"


def pick(key, *among):
    return Step(key=key, name=key, handlers=(InitiatorsChoice(among),), levels=Levels.STRICT)


@pytest.fixture
def published(bureau, designer):
    """A template on these steps."""

    def made(*steps):
        by = actor_of(designer)
        about = Particulars(name="协办申请", numbering="{n}")
        template = actions.create_template(bureau.units["office"], "help", about, by=by)
        edition = Edition(form=FORM, flow=flow_of(bureau.organisation, line(*steps)))
        return actions.publish_template(template, edition, by=by)

    return made


def offered(browser, address=AT, **asked):
    """Name → why not, in the order offered."""
    page = browser.get(address, asked).text
    rows = re.findall(r'<li role="option".*?</li>', page, re.S)
    said = [(re.search('data-label="(.*?)"', row), re.search("<em>(.*?)</em>", row))
            for row in rows]  # fmt: skip
    return {name[1]: why[1] if why else "" for name, why in said}


def free(found):
    """Whether everybody but the initiator, who approves nothing of their own, may be picked."""
    assert found.pop("方亦舒") == "发起人本人"
    return not any(found.values())


def test_the_next_level_stands_first_and_the_others_are_greyed(published, clerk):
    published(pick("a"))
    found = offered(client_of(clerk), step="a")
    assert next(iter(found)) == "罗曼青" and found.pop("罗曼青") == ""
    assert found["沈知远"] == "越级，须写理由" and found["周牧野"] == "不是上一级"
    assert all(found.values())
    assert [*offered(client_of(clerk), step="a", q="周牧")] == ["周牧野"]


def test_what_is_greyed_is_what_the_submission_refuses(published, clerk):
    published(pick("a"))
    browser = client_of(clerk)
    found = offered(browser, step="a")
    assert len(found) >= 4
    for name, why in found.items():
        who = Member.objects.get(name=name)
        before = Matter.objects.count()
        answer = browser.post("/start/help", POST | {"choice-a": who.pk})
        assert (Matter.objects.count() == before) == bool(why), name
        assert ("逐级审批" in answer.content.decode()) == bool(why)


def test_over_somebodys_head_with_the_reason(published, clerk, office_head, director):
    published(pick("a"))
    browser = client_of(clerk)
    page = browser.get("/start/help").text
    assert "越级理由" in page
    sent = POST | {"choice-a": director.pk, "leap": "科长出差，急件"}
    browser.post("/start/help", sent)
    matter = Matter.objects.get()
    shown = browser.get(f"/w/{matter.pk}").text
    assert "越过了罗曼青，由其先加签。理由：科长出差，急件" in shown
    withdraw(matter, by=actor_of(clerk))
    assert ">科长出差，急件</textarea>" in browser.get(f"/w/{matter.pk}").text


def test_a_refused_reason_stays_and_a_draft_keeps_it(published, clerk, director, finance_head):
    published(pick("a"))
    browser = client_of(clerk)
    sent = POST | {"choice-a": finance_head.pk, "leap": "急件"}
    refused = browser.post("/start/help", sent)
    assert refused.status_code == 422 and ">急件</textarea>" in refused.text
    assert not Matter.objects.exists()
    browser.post("/start/help", sent | {"do": "keep"})
    draft = Draft.objects.get()
    assert ">急件</textarea>" in browser.get(f"/start/help?draft={draft.pk}").text


def test_in_order_or_with_the_one_passed_over_beside_nobody_is_leapt(
    published, clerk, office_head
):  # fmt: skip
    several = Step(
        key="a", name="a", handlers=(InitiatorsChoice((), 2),), levels=Levels.STRICT
    )  # fmt: skip
    published(several)
    browser = client_of(clerk)
    assert offered(browser, step="a")["沈知远"] == "越级，须写理由"
    assert offered(browser, step="a", **{"choice-a": office_head.pk})["沈知远"] == "越级"


def test_who_comes_before_is_whom_one_has_just_picked(published, clerk, office_head):
    published(pick("a"), pick("b"))
    browser = client_of(clerk)
    assert free(offered(browser, step="b"))  # nobody knows yet
    found = offered(browser, step="b", **{"choice-a": office_head.pk})
    assert found["沈知远"] == "" and found["周牧野"] == "不是上一级"
    assert next(iter(found)) == "沈知远"


def test_a_step_the_form_decides_keeps_nobody_out(published, clerk):
    before = Step(key="ask", name="经办", handlers=(FromField("who"),))
    published(before, pick("a"))
    assert free(offered(client_of(clerk), step="a"))


def test_a_step_before_that_the_office_knows_is_counted(published, clerk):
    published(Step(key="check", name="审核", handlers=(Superior(1),)), pick("a"))
    found = offered(client_of(clerk), step="a")
    assert found["沈知远"] == "" and found["罗曼青"] == "不是上一级"


def test_whom_the_step_leaves_out_is_greyed(published, bureau, clerk):
    heads = PostHolders(bureau.posts["科长"].code)
    step = Step(key="a", name="a", handlers=(InitiatorsChoice((heads,)),))
    published(step)
    found = offered(client_of(clerk), step="a")
    assert found["罗曼青"] == found["周牧野"] == "" and found["沈知远"] == "不在可选范围"
    assert {*[*found][:2]} == {"罗曼青", "周牧野"}


def test_whoever_has_it_back_is_told_the_same(published, clerk, office_head, director):
    published(pick("a"))
    browser = client_of(clerk)
    browser.post("/start/help", POST | {"choice-a": office_head.pk})
    matter = Matter.objects.get()
    at = f"/w/{matter.pk}/choosable"
    assert browser.get(at, {"step": "a"}).status_code == 404  # not in one's hands
    withdraw(matter, by=actor_of(clerk))
    assert f'"{at}?step=a"' in browser.get(f"/w/{matter.pk}").text
    assert offered(browser, at, step="a")["沈知远"] == "越级，须写理由"
    assert client_of(office_head).get(at, {"step": "a"}).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"step": "b"}, {"step": "draft"}, {"step": "a\x00"}])
def test_only_for_steps_one_picks_for(published, clerk, asked):
    published(pick("a"))
    assert client_of(clerk).get(AT, asked).status_code == 404


def test_a_stranger_named_as_picked_tells_nothing(published, clerk, outsider):
    published(pick("a"), pick("b"))
    assert free(offered(client_of(clerk), step="b", **{"choice-a": outsider.pk}))


def test_it_costs_the_same_with_many_people(published, bureau, clerk):
    published(pick("a"))

    def grow(number):
        for count in range(number):
            code = f"x{Member.objects.count()}-{count}"
            make_member(bureau.units["office"], code, f"人{code}")

    constant_queries(client_of(clerk), f"{AT}?step=a", grow)
