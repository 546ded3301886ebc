"""The next one after a decision is that of the list one came from."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.portal.queries.criteria import read
from andu.portal.queries.lists import listed
from andu.todo.beside import beside
from andu.todo.models import Todo
from andu.workflow.models import Matter
from tests.cast import actor_of, client_of
from tests.house.counting import queries_of

FIXTURES = (designer, submit, template, version)
TOKEN = "todo?urgency=1&sort=arrived"


@pytest.fixture
def four(submit):
    """Four requests that wait for the head of the office; all but the second are 特急."""
    made = [submit(title=f"请假 {n}").matter for n in range(4)]
    wanted = [m.pk for m in made if m != made[1]]
    Matter.objects.filter(pk__in=wanted).update(urgency=1)
    Todo.objects.filter(matter_id__in=wanted).update(urgency=1)
    Todo.objects.filter(matter_id=made[1].pk).update(urgency=0)
    return made


def test_neighbours_are_those_of_the_filter_in_its_order(four, office_head):
    there = beside(actor_of(office_head), four[2].pk, TOKEN)
    assert (there.at, there.total, there.place) == (2, 3, "待办")
    assert there.previous == f"/w/{four[3].pk}?from={quote(TOKEN, safe='')}"
    assert there.next.startswith(f"/w/{four[0].pk}?")
    assert there.back == f"/todo?urgency=1&sort=arrived&on={four[2].pk}"
    assert there.onward == f"/todo?urgency=1&sort=arrived&on={four[0].pk}"


@pytest.mark.parametrize("token", ["", "nonsense", "drafts?q=x", "x" * 5000, "todo?who=0"])
def test_a_token_that_is_none_gives_the_inbox_or_nothing(four, office_head, token):
    there = beside(actor_of(office_head), four[1].pk, token)
    assert there.next in ("", beside(actor_of(office_head), four[1].pk).next)


def test_deciding_in_the_preview_goes_on_in_the_list(four, office_head):
    browser = client_of(office_head)
    address = f"/w/{four[3].pk}"
    text = browser.get(f"{address}/preview?from={quote(TOKEN)}").content.decode()
    assert 'name="list" value="todo?urgency=1&amp;sort=arrived"' in text
    posted = {"verb": "agree", "seat": 2, "list": TOKEN, "from": "list", "_key": "k" * 12}
    answer = browser.post(f"{address}/act", posted)
    assert answer["Location"] == f"/todo?urgency=1&sort=arrived&on={four[2].pk}"
    text = browser.get(answer["Location"]).content.decode()
    assert 'aria-current="true" autofocus' in text
    assert f'hx-get="/w/{four[2].pk}/preview?from=' in text


def test_deciding_on_the_page_opens_the_next_one(four, office_head):
    browser = client_of(office_head)
    page = browser.get(f"/w/{four[2].pk}?from={quote(TOKEN)}").content.decode()
    assert "第 2 件，共 3 件" in page
    posted = {"verb": "agree", "seat": 2, "list": TOKEN, "_key": "k" * 12}
    answer = browser.post(f"/w/{four[2].pk}/act", posted)
    assert answer["Location"] == f"/w/{four[0].pk}?from={quote(TOKEN, safe='')}#matter-title"


def test_a_refusal_keeps_the_list(four, office_head):
    posted = {"verb": "disagree", "seat": 2, "list": TOKEN, "_key": "k" * 12}
    answer = client_of(office_head).post(f"/w/{four[0].pk}/act", posted)
    assert answer.status_code == 422
    assert 'name="list" value="todo?urgency=1&amp;sort=arrived"' in answer.content.decode()


def test_the_page_takes_as_many_queries_in_a_long_list(four, submit, office_head):
    url = f"/w/{four[0].pk}?from={quote(TOKEN)}"
    browser = client_of(office_head)
    browser.get(url)
    few = queries_of(browser, url)
    for n in range(10):
        submit(title=f"又请假 {n}", urgency="1")
    assert len(queries_of(browser, url)) <= len(few)


def test_lines_handled_for_the_absent_have_their_list(four, office_head):
    Todo.objects.filter(matter_id=four[0].pk).update(on_behalf="沈知远")
    text = client_of(office_head).get("/todo/delegated").content.decode()
    assert text.count('<a class="row') == 1
    assert "代 沈知远" in text


@pytest.mark.parametrize(
    ("code", "sort"),
    [("todo", sort) for sort in ("due", "arrived", "urgency")]
    + [("mine", sort) for sort in ("latest", "due", "urgency")],
)
def test_neighbours_are_those_of_the_list_whatever_its_order(four, office_head, clerk, code, sort):
    by = actor_of(office_head if code == "todo" else clerk)
    query = f"sort={sort}"
    shown = [row.link for row in listed(by, code, read(QueryDict(query), by)).rows]
    assert len(shown) == 4
    for index, link in enumerate(shown):
        there = beside(by, int(link.rpartition("/")[2]), f"{code}?{query}")
        sides = [one.partition("?")[0] for one in (there.previous, there.next)]
        assert sides == [shown[index - 1] if index else "", [*shown, ""][index + 1]]
        assert (there.at, there.total, bool(there.title)) == (index + 1, 4, True)
