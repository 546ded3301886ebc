"""Identity numbers through a whole request: in full at the steps that need them, else masked."""

import pytest

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition
from andu.approvals.holding import holder_of
from andu.approvals.tests.samples import flow_of, trip
from andu.forms import filling
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.rights import READ_IN_FULL
from andu.kit.verdict import Refused
from andu.search.models import Entry
from andu.workflow.models import Matter
from tests.cast import actor_of, client_of, give_right

CARD, MASKED = "11010519491231002X", "110***********002X"
VISIT = FormDefinition((
    Field(key="card", label="身份证号", kind=Kind.IDENTITY, required=True, listed=True,
          unique="form"),
    Field(key="why", label="事由"),
))  # fmt: skip


@pytest.fixture
def visit(template, designer):
    """来访登记: only the countersigners read the number in full."""
    flow = flow_of(template.organisation, trip())
    edition = Edition(form=VISIT, flow=flow, access={"sign": {"card": "read"}})
    return actions.publish_template(template, edition, by=actor_of(designer))


@pytest.fixture
def asked(visit, clerk):
    """The clerk registers a visitor."""

    def submitted(who=clerk):
        rows, actor = access.at_step(visit, "draft"), actor_of(who)
        cleaned = filling.clean(VISIT, rows, {"f-card": CARD, "f-why": "洽谈"}, {}, actor=actor)
        return actions.submit(visit, Paper(title="来访", cleaned=cleaned), by=actor)

    return submitted


def test_each_step_sees_the_number_as_it_is_set(visit):
    found = {step: str(access.at_step(visit, step)["card"])
             for step in ("draft", "check", "sign", "decide")}  # fmt: skip
    assert found == {"draft": "write", "check": "masked", "sign": "read", "decide": "masked"}


def test_the_pages_and_the_print_mask_the_number(asked, clerk, office_head):
    link = asked().matter.get_absolute_url()
    for who, full in ((clerk, True), (office_head, False)):
        for page in (link, f"{link}/print", f"{link}/preview"):
            words = client_of(who).get(page).content.decode()
            assert (CARD in words, MASKED in words) == (full, not full), (who, page)


def test_the_right_shows_it_in_full(asked, office_head):
    link = asked().matter.get_absolute_url()
    give_right(office_head, READ_IN_FULL.code)
    assert CARD in client_of(office_head).get(link).content.decode()


def test_the_search_holds_only_what_is_masked(asked):
    asked()
    text = Entry.objects.get().text
    assert CARD not in text and MASKED in text and "洽谈" in text


def test_a_value_that_stands_once_names_its_request_to_those_who_see_it(
    asked, clerk, outsider, finance_head
):
    first = asked()
    with pytest.raises(Refused, match=first.matter.serial):
        asked()
    assert holder_of(first.record_id, actor_of(clerk)).name
    assert not holder_of(first.record_id, actor_of(outsider)).name
    with pytest.raises(Refused, match="在别的事项中"):
        asked(finance_head)


def test_the_page_says_so_beside_the_field(asked, clerk):
    asked()
    posted = {"do": "submit", "title": "再来", "urgency": "0", "f-card": CARD, "f-why": "再谈"}
    answer = client_of(clerk).post("/start/leave", posted)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "不能重复" in words and 'value="再谈"' in words


def test_a_request_that_came_to_nothing_gives_its_value_back(asked):
    first = asked()
    Matter.objects.filter(pk=first.matter_id).update(state=Matter.State.REFUSED)
    assert asked().pk != first.pk
