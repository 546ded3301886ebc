import datetime
import re

import pytest
from django.http import QueryDict
from django.utils import timezone

from andu.portal import queries
from andu.portal.queries.criteria import Span
from andu.portal.queries.narrowing import bounds
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.actions.starting import Subject
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import begin, countersign, drawings, version_of
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

assert drawings
NOW = timezone.make_aware(datetime.datetime(2026, 11, 25, 15, 0))


@pytest.fixture
def three(clerk, registrar):
    """Three matters that wait for the head of the office."""
    flow = countersign("finance_head")
    made = [
        _begun(clerk, flow, title="拨付申请", urgency=1, label="资金支付"),
        _begun(registrar, flow, title="用印申请", label="用印"),
        _begun(clerk, flow, title="请假 100%_真", urgency=2, label="请假"),
    ]
    now = timezone.now()
    for matter, days in zip(made, (-1, 0, 40), strict=True):
        due = now + datetime.timedelta(days=days, minutes=1)
        Todo.objects.filter(matter_id=matter.pk).update(due=due)
    return made


def _begun(who, flow, **about):
    version = version_of(who.organisation, flow)
    return actions.start(version, Subject(kind="test", **about), by=actor_of(who))


def _titles(who, query, code="todo"):
    actor = actor_of(who)
    asked = queries.read(QueryDict(query), actor)
    return [row.title for row in queries.listed(actor, code, asked).rows]


def test_each_filter_narrows(three, office_head, clerk, registrar, bureau):
    office, finance = bureau.units["office"], bureau.units["finance"]
    for query, found in {
        "": 3, "q=申请": 2, "q=申请+拨付": 1, "q=%25_": 1, "q=_": 1, "label=用印": 1,
        "label=用印&label=请假": 2, "urgency=1&urgency=2": 2, "urgency=0": 1,
        f"who={clerk.pk}": 2, f"who={clerk.pk}&who={registrar.pk}": 3,
        f"at={office_head.pk}": 3, f"at={clerk.pk}": 0,
        f"unit={bureau.units['root'].pk}": 3, f"unit={office.pk}": 3, f"unit={finance.pk}": 0,
        "due=late": 1, "due=today": 2, "due=none": 0, "arrived=today": 3, "started=month": 3,
        "started_to=2020-01-01": 0, "started_from=2020-01-01": 3, "due_from=2100-01-01": 0,
        f"urgency=1&who={clerk.pk}&due=late": 1, f"urgency=1&who={registrar.pk}": 0,
    }.items():  # fmt: skip
        assert len(_titles(office_head, query)) == found, query


def test_orders(three, office_head):
    assert _titles(office_head, "")[0] == "拨付申请"
    assert _titles(office_head, "sort=arrived")[0] == "请假 100%_真"
    assert [title[:2] for title in _titles(office_head, "sort=urgency")] == ["拨付", "请假", "用印"]


@pytest.mark.parametrize("sort", ["due", "arrived", "urgency"])
def test_pages_of_any_order_follow_each_other(three, office_head, sort):
    actor = actor_of(office_head)
    asked = queries.read(QueryDict(f"sort={sort}"), actor)
    seen, after = [], ""
    for _page in range(3):
        found = queries.listed(actor, "todo", asked, after, size=1)
        seen += [row.key for row in found.rows]
        after = found.next
    assert len(set(seen)) == 3
    assert not after


@pytest.mark.parametrize("sort", ["latest", "due", "urgency"])
def test_so_do_those_of_matters(three, clerk, sort):
    actor = actor_of(clerk)
    asked = queries.read(QueryDict(f"sort={sort}"), actor)
    first = queries.listed(actor, "mine", asked, size=1)
    second = queries.listed(actor, "mine", asked, first.next, size=1)
    assert {first.rows[0].key, second.rows[0].key} == {three[0].pk, three[2].pk}
    assert not second.next


def test_matters_are_filtered_by_state(three, clerk):
    Matter.objects.filter(pk=three[0].pk).update(state="finished")
    assert _titles(clerk, "state=running", "mine") == ["请假 100%_真"]
    assert _titles(clerk, "state=finished", "mine") == ["拨付申请"]
    assert len(_titles(clerk, "state=finished&state=running", "mine")) == 2


@pytest.mark.parametrize("query", [
    "urgency=abc", "urgency=1&urgency=99", "state=no", "who=0", "who=9999999999999999999999",
    "who=-1", "unit=x", "due_from=2026-13-01", "due_from=20261101", "due_to=0000-00-00",
    "due_to=99999-01-01", "due=never", "arrived=late", "who_text=没有这个人",
    "due_from=2026-12-01&due_to=2026-11-01", "q=" + "很长" * 100,
    "&".join(f"label={n}" for n in range(30)), "state=running",
])  # fmt: skip
def test_what_is_not_understood_finds_nothing_and_says_so(three, office_head, query):
    assert _titles(office_head, query) == []
    answer = client_of(office_head).get(f"/todo?{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert not re.search(r'class="row', text)


@pytest.mark.parametrize("query", [
    "nonsense=1", "utm_source=x", "sort=password", "after=bad", "on=x", "q=", "who=", "due_from=",
    "q=%00", "urgency=%20", "sort=%00",
])  # fmt: skip
def test_what_is_no_filter_is_passed_over(three, office_head, query):
    answer = client_of(office_head).get(f"/todo?{query}")
    assert answer.content.decode().count('class="row ') == 3


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%ed%a0%80", "q[]=1", "%00=%00", "q='--", "f=1&q=a"]
)
def test_no_address_breaks_the_page(three, office_head, query):
    assert client_of(office_head).get(f"/todo?{query}", follow=True).status_code == 200


def test_people_and_units_of_others_are_not_found(three, office_head, outsider):
    other = outsider.appointments.get().unit
    assert _titles(office_head, f"who={outsider.pk}") == []
    assert _titles(office_head, f"unit={other.pk}") == []
    assert "江宁" not in client_of(office_head).get(f"/todo?unit={other.pk}").content.decode()


def test_a_name_typed_without_scripts_is_looked_up(three, office_head, clerk):
    answer = client_of(office_head).get("/todo?f=1&q=&who_text=方亦舒&due=")
    assert answer["Location"] == f"/todo?who={clerk.pk}"


def test_chips_take_one_filter_away(three, office_head, clerk):
    text = client_of(office_head).get(f"/todo?who={clerk.pk}&urgency=1").content.decode()
    assert "发起人：方亦舒" in text and "紧急程度：特急" in text
    assert 'href="/todo?urgency=1"' in text
    assert f'href="/todo?who={clerk.pk}"' in text


def test_the_form_shows_what_is_chosen(three, office_head):
    for headers in ({}, {"HX-Request": "true"}):
        answer = client_of(office_head).get(
            "/todo/filter?list=todo&label=用印&due=week", headers=headers
        )
        text = answer.content.decode()
        assert 'value="用印" checked' in text
        assert '<option value="week" selected>' in text
    assert client_of(office_head).get("/todo/filter?list=nothing").status_code == 404


def test_quick_filters_are_counted_in_one_statement(three, office_head, django_assert_num_queries):
    actor = actor_of(office_head)
    with django_assert_num_queries(1):
        found = queries.lists.quick_figures(actor, "todo")
    assert [str(figure) for figure in found.values()] == ["2", "2"]


def test_the_desk_has_its_figures_in_one_statement(
    three, office_head, clerk, django_assert_num_queries
):
    actor = actor_of(office_head)
    with django_assert_num_queries(1):
        found = queries.figures(actor)
    assert {key: figure.number for key, figure in found.items()} == {
        "todo": 3, "due": 2, "late": 1, "read": 0, "running": 0, "claimable": 0
    }  # fmt: skip
    assert queries.figures(actor_of(clerk))["running"].number == 2


def test_every_row_comes_for_an_export(three, office_head):
    rows = list(queries.every_row(actor_of(office_head), "todo", "urgency=1&sort=due", 99))
    assert [row.title for row in rows] == ["拨付申请"]
    assert len(list(queries.every_row(actor_of(office_head), "todo", "", 2))) == 2


@pytest.mark.parametrize(
    "word, days", [("today", (25, 26)), ("week", (23, 30)), ("month", (1, 31))]
)
def test_words_of_time_are_days_of_the_office(word, days):
    since, until = bounds(Span(word), NOW)
    first = timezone.make_aware(datetime.datetime(2026, 11, 1))
    assert (since, until) == tuple(first + datetime.timedelta(day - 1) for day in days)


@pytest.mark.parametrize(
    "query", ["?sort=urgency", "?urgency=0&q=事&due=today", "?who_text=方亦舒"]
)
def test_filtered_lists_take_a_constant_number_of_queries(clerk, office_head, query):
    flow = countersign("finance_head")
    constant_queries(
        client_of(office_head), f"/todo{query}", lambda n: [begin(clerk, flow) for _n in range(n)]
    )
